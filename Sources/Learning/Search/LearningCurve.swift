// SPDX-License-Identifier: Apache-2.0

public import Execution

/// How scores rise with the number of objects learnt from: whether more labels would help.
///
/// The test rows are the same for every share, and a smaller share's objects are among a larger's.
public struct LearningCurve: Sendable, Codable, Hashable {
    /// Scores after learning from one share of the objects.
    public struct Point: Sendable, Codable, Hashable {
        /// Share of a fold's training objects.
        public var share: Double
        /// Rows and objects that were learnt from, the mean over folds.
        public var rows: Double
        public var objects: Double
        public var accuracy: Interval
        public var macroF1: Interval
    }

    /// From the smallest share to the largest.
    public var points: [Point]

    /// - Parameters:
    ///   - shares: above 0, at most 1.
    ///   - bootstrap: made with the groups of these rows.
    ///   - learn: given rows to learn from, rows to judge, a seed and a context, gives probabilities for the latter. Not
    ///     called with training rows of a single class: all is then taken for that class.
    /// - Throws: ``LearningError`` for shares out of range or too few objects; what `learn` throws; `CancellationError`.
    public init(
        shares: [Double], labels: [Int], groups: [Int], classCount: Int, folds: Int, bootstrap: GroupBootstrap,
        seed: UInt64, context: ExecutionContext,
        learn: ([Int], [Int], UInt64, ExecutionContext) throws -> ClassProbabilities
    ) throws {
        if let wrong = shares.first(where: { !($0 > 0 && $0 <= 1) }) {
            throw LearningError.badSetting(name: "shares", text: "\(wrong)", allowed: "shares above 0, at most 1")
        }
        var generator = SeededGenerator(seed: seed)
        let split = try GroupedSplit(
            labels: labels, groups: groups, classCount: classCount, folds: min(folds, Set(groups).count),
            seed: generator.next())
        let foldSeed = generator.next()
        // Each share is drawn from the next larger one, so that more objects are never others.
        let ascending = shares.sorted()
        var nested = [[[Int]]](repeating: [], count: ascending.count)
        for fold in 0..<split.partCount {
            var rows = split.rows(notIn: fold), held = 1.0
            for place in ascending.indices.reversed() {
                rows = try rows.sampled(
                    share: ascending[place] / held, labels: labels, groups: groups, classCount: classCount,
                    seed: foldSeed &+ UInt64(fold))
                held = ascending[place]
                nested[place].append(rows)
            }
        }
        var state = KeptState("learning-curve", in: context) {
            $0.mix(shares)
            $0.mix([classCount, folds, Int(truncatingIfNeeded: seed)])
            $0.mix(labels)
            $0.mix(groups)
        }
        // The classes of each fold of each share, one after the other.
        var found = Self.restored(
            from: state, tests: ascending.flatMap { _ in (0..<split.partCount).map { split.rows(in: $0).count } },
            classCount: classCount)
        points = []
        for (place, share) in ascending.enumerated() {
            var predictions = [Int](repeating: 0, count: labels.count), rows = 0, objects = 0
            for fold in 0..<split.partCount {
                try context.cancellation.check()
                let test = split.rows(in: fold), own = foldSeed &+ UInt64(fold)
                let training = nested[place][fold]
                rows += training.count
                objects += Set(training.map { groups[$0] }).count
                let number = points.count * split.partCount + fold
                if number == found.count {
                    let known = Set(training.map { labels[$0] })
                    found.append(
                        known.count > 1
                            ? try learn(
                                training, test, own,
                                ExecutionContext(threads: context.threads, cancellation: context.cancellation)
                            ).mostProbable
                            : [Int](repeating: known.first ?? 0, count: test.count))
                    state.offer { draft in
                        draft.append(found.count)
                        for classes in found { draft.append(classes) }
                    }
                }
                for (place, row) in test.enumerated() { predictions[row] = found[number][place] }
                context.progress.report(
                    ProgressUpdate(
                        stage: "learning curve", completed: points.count * split.partCount + fold + 1,
                        total: shares.count * split.partCount, unit: "folds"))
            }
            let scores = try ScoreIntervals(
                labels: labels, predictions: predictions, classCount: classCount, bootstrap: bootstrap,
                context: context)
            points.append(
                Point(
                    share: share, rows: Double(rows) / Double(split.partCount),
                    objects: Double(objects) / Double(split.partCount), accuracy: scores.accuracy,
                    macroF1: scores.macroF1))
        }
        state.remove()
    }

    /// - Parameter tests: rows judged by each fold of each share.
    private static func restored(from state: KeptState, tests: [Int], classCount: Int) -> [[Int]] {
        state.restore { contents in
            try tests.prefix(contents.integer(in: 0...tests.count)).map { count in
                let classes = try contents.array(of: Int.self, count: count)
                guard classes.allSatisfy((0..<classCount).contains) else {
                    throw KeptState.Refusal("it names other classes")
                }
                return classes
            }
        } ?? []
    }
}
