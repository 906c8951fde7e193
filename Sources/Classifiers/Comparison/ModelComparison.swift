// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
public import Learning

/// Two methods judged on the same folds of the same spectra: which is better, and could that be chance?
public struct ModelComparison: Sendable, Hashable {
    /// In alphabetical order.
    public let classNames: [String]
    /// Scores of each by itself, with intervals from resampling objects.
    public let first: ScoreIntervals
    public let second: ScoreIntervals
    /// Second minus first, on the same resamples.
    public let difference: PairedComparison
    /// Second minus first over the folds, with the variance corrected for training sets that overlap.
    public let foldAccuracy: ResampledTTest
    public let foldMacroF1: ResampledTTest
    /// Objects of which one gets more spectra right than the other does.
    public let objects: McNemarTest
    /// Distinct objects and spectra, and cross-validations with other parts.
    public let objectCount: Int
    public let spectrumCount: Int
    public let repeats: Int
    /// Parts of one cross-validation.
    public let folds: Int
    /// Rows that the two answer differently: places in the first's rows, and in the second's.
    public let disagreements: [Pair]

    /// The same spectrum in both.
    public struct Pair: Sendable, Hashable {
        public var first: FoldPredictions.Row
        public var second: FoldPredictions.Row
    }

    /// - Throws: ``ClassifierError/splitsDiffer(first:second:what:)`` if the spectra, their labels or objects, or the folds
    ///   are not the same; `CancellationError`.
    public init(
        _ first: FoldPredictions, _ second: FoldPredictions, resamples: Int = 1000, seed: UInt64 = 1,
        context: ExecutionContext = ExecutionContext()
    ) throws {
        let pairs = try Self.pairs(first, second)
        let names = Set(pairs.flatMap { [$0.first.label, $0.first.answer, $0.second.answer] }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        func classes(_ words: [String]) -> [Int] { words.map { numbers[$0] ?? 0 } }
        let labels = classes(pairs.map(\.first.label))
        let one = classes(pairs.map(\.first.answer)), two = classes(pairs.map(\.second.answer))
        var known: [String: Int] = [:]
        let groups = pairs.map { pair -> Int in
            let number = known[pair.first.group] ?? known.count
            known[pair.first.group] = number
            return number
        }
        let bootstrap = GroupBootstrap(groups: groups, resamples: resamples, seed: seed)
        func scored(_ answers: [Int]) throws -> ScoreIntervals {
            try ScoreIntervals(
                labels: labels, predictions: answers, classCount: names.count, bootstrap: bootstrap, context: context)
        }
        classNames = names
        self.first = try scored(one)
        self.second = try scored(two)
        difference = try PairedComparison(
            labels: labels, first: one, second: two, classCount: names.count, bootstrap: bootstrap, context: context)

        var parts: [[Int]: [Int]] = [:]
        for (place, pair) in pairs.enumerated() {
            parts[[pair.first.round, pair.first.fold], default: []].append(place)
        }
        let places = parts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        repeats = Set(pairs.map(\.first.round)).count
        folds = places.count / max(repeats, 1)
        func matrices(_ answers: [Int]) throws -> [ConfusionMatrix] {
            try places.map { rows in
                try ConfusionMatrix(
                    labels: rows.map { labels[$0] }, predictions: rows.map { answers[$0] }, classCount: names.count)
            }
        }
        let ones = try matrices(one), twos = try matrices(two)
        let testShare = 1 / Double(max(folds - 1, 1))
        foldAccuracy = try ResampledTTest(
            first: ones.map(\.accuracy), second: twos.map(\.accuracy), testShare: testShare)
        foldMacroF1 = try ResampledTTest(
            first: ones.map(\.macroF1), second: twos.map(\.macroF1), testShare: testShare)

        var lead = [Int](repeating: 0, count: known.count)
        for row in pairs.indices {
            lead[groups[row]] += (one[row] == labels[row] ? 1 : 0) - (two[row] == labels[row] ? 1 : 0)
        }
        objects = McNemarTest(firstOnly: lead.count { $0 > 0 }, secondOnly: lead.count { $0 < 0 })
        objectCount = known.count
        spectrumCount = pairs.count / max(repeats, 1)
        disagreements = pairs.filter { $0.first.answer != $0.second.answer }
    }

    /// The rows of the first with those of the second of the same spectrum and repeat.
    private static func pairs(_ first: FoldPredictions, _ second: FoldPredictions) throws -> [Pair] {
        func differ(_ what: String) -> ClassifierError {
            .splitsDiffer(first: first.name, second: second.name, what: what)
        }
        struct Key: Hashable {
            var id: String
            var round: Int
        }
        var others: [Key: FoldPredictions.Row] = [:]
        for row in second.rows {
            guard others.updateValue(row, forKey: Key(id: row.id, round: row.round)) == nil else {
                throw differ("the second has two predictions for \(row.id) in repeat \(row.round)")
            }
        }
        var seen: Set<Key> = []
        let pairs = try first.rows.map { row -> Pair in
            let key = Key(id: row.id, round: row.round)
            guard seen.insert(key).inserted else {
                throw differ("the first has two predictions for \(row.id) in repeat \(row.round)")
            }
            guard let other = others[key] else {
                throw differ("the second has no prediction for \(row.id) in repeat \(row.round)")
            }
            guard other.label == row.label else {
                throw differ("\(row.id) is \(row.label) in the first and \(other.label) in the second")
            }
            guard other.group == row.group else { throw differ("\(row.id) is of different objects") }
            guard other.fold == row.fold else {
                throw differ(
                    "in repeat \(row.round), \(row.id) was tested in part \(row.fold) of the first and \(other.fold) of "
                        + "the second")
            }
            return Pair(first: row, second: other)
        }
        if let extra = second.rows.first(where: { !seen.contains(Key(id: $0.id, round: $0.round)) }) {
            throw differ("the first has no prediction for \(extra.id) in repeat \(extra.round)")
        }
        return pairs
    }
}
