// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Finds the best of several candidates (settings, or whole methods) by cross-validation grouped by object, all on the
/// same folds.
///
/// To judge what a search finds, run it inside the training rows of each fold of an outer cross-validation: the best
/// score of a search is too good, since it was chosen.
///
/// - SeeAlso: Jamieson & Talwalkar 2016, arXiv:1502.07943 (successive halving); Varma & Simon 2006,
///   doi:10.1186/1471-2105-7-91 (nested cross-validation).
public struct CandidateSearch: Sendable, Codable, Hashable {
    /// What is made great.
    public enum Score: String, Sendable, Codable, Hashable, CaseIterable {
        case accuracy, balancedAccuracy, macroF1
        /// Minus the log-loss: right probabilities count.
        case logLoss
    }

    public var score = Score.macroF1
    /// 2 or more; as many as there are objects if there are fewer.
    public var folds = 3
    /// Successive halving: in each round the best 1/eta go on, with eta times the objects to learn from. 1 gives every
    /// candidate all objects at once.
    public var eta = 1
    /// Share of the objects that the first round learns from, if ``eta`` is above 1: at least 1/eta to a power.
    public var leastShare = 0.1

    public init() {}

    /// What became of one candidate.
    public struct Trial: Sendable, Codable, Hashable {
        /// Its number.
        public var candidate: Int
        /// Round in which it was left behind, or the last.
        public var round: Int
        /// Share of the objects that it learnt from in that round.
        public var share: Double
        /// One score per fold of that round.
        public var scores: [Double]
        /// Mean of the scores.
        public var mean: Double
    }

    /// All candidates, the best first: later rounds before earlier, then by score, then by number.
    public struct Outcome: Sendable, Codable, Hashable {
        public var trials: [Trial]
        /// The number of the best.
        public var best: Int { trials[0].candidate }
    }

    /// - Parameters:
    ///   - groups: any number per row; equal numbers stay together.
    ///   - learn: given a candidate, rows to learn from, rows to judge, a seed and a context, gives probabilities for the
    ///     latter. Not called with training rows of a single class.
    /// - Throws: ``LearningError`` for settings out of range or too few objects; what `learn` throws;
    ///   `CancellationError`.
    public func best(
        of candidateCount: Int, labels: [Int], groups: [Int], classCount: Int, seed: UInt64, context: ExecutionContext,
        learn: (_ candidate: Int, _ training: [Int], _ test: [Int], _ seed: UInt64, _ context: ExecutionContext) throws
            -> ClassProbabilities
    ) throws -> Outcome {
        try check(candidateCount)
        var generator = SeededGenerator(seed: seed)
        let folds = min(folds, Set(groups).count)
        let split = try GroupedSplit(
            labels: labels, groups: groups, classCount: classCount, folds: folds, seed: generator.next())
        let foldSeed = generator.next()
        // The scores in the order in which they are found: what was found before a kill is not learnt for again.
        var state = try KeptState("search", in: context) {
            try $0.mix(settings: self)
            $0.mix([candidateCount, classCount, Int(truncatingIfNeeded: seed)])
            $0.mix(labels)
            $0.mix(groups)
        }
        var found = restored(from: state, limit: candidateCount * shares(candidateCount).count * folds), next = 0
        var alive = Array(0..<candidateCount), finished: [Trial] = []
        let shares = shares(candidateCount)
        for (round, share) in shares.enumerated() {
            var trials: [Trial] = []
            for (place, candidate) in alive.enumerated() {
                var scores: [Double] = []
                for fold in 0..<folds {
                    try context.cancellation.check()
                    let test = split.rows(in: fold)
                    let training = try sample(
                        split.rows(notIn: fold), share: share, labels: labels, groups: groups, classCount: classCount,
                        seed: foldSeed &+ UInt64(fold))
                    guard Set(training.map { labels[$0] }).count > 1, !test.isEmpty else { continue }
                    if next == found.count {
                        let probabilities = try learn(
                            candidate, training, test, foldSeed &+ UInt64(fold),
                            ExecutionContext(threads: context.threads, cancellation: context.cancellation))
                        found.append(try score.value(labels: test.map { labels[$0] }, probabilities: probabilities))
                        state.offer { draft in
                            draft.append(found.count)
                            draft.append(found)
                        }
                    }
                    scores.append(found[next])
                    next += 1
                }
                let mean = scores.isEmpty ? -.infinity : scores.reduce(0, +) / Double(scores.count)
                trials.append(
                    Trial(candidate: candidate, round: round, share: share, scores: scores, mean: mean))
                context.progress.report(
                    ProgressUpdate(
                        stage: "searching, round \(round + 1) of \(shares.count)", completed: place + 1,
                        total: alive.count, unit: "candidates"))
            }
            trials.sort { ($1.mean, $0.candidate) < ($0.mean, $1.candidate) }
            let survivors = round + 1 < shares.count ? max(1, (trials.count + eta - 1) / eta) : 0
            alive = trials.prefix(survivors).map(\.candidate).sorted()
            finished = trials.dropFirst(survivors) + finished
        }
        state.remove()
        return Outcome(trials: finished)
    }

    private func restored(from state: KeptState, limit: Int) -> [Double] {
        state.restore { contents in
            try contents.array(of: Double.self, count: contents.integer(in: 0...limit))
        } ?? []
    }

    private func check(_ candidateCount: Int) throws(LearningError) {
        guard candidateCount >= 1 else {
            throw .badSetting(name: "candidates", text: "\(candidateCount)", allowed: "at least 1")
        }
        guard folds >= 2 else { throw .badSetting(name: "folds", text: "\(folds)", allowed: "at least 2") }
        guard (1...100).contains(eta) else { throw .badSetting(name: "eta", text: "\(eta)", allowed: "1 to 100") }
        guard leastShare > 0, leastShare <= 1 else {
            throw .badSetting(name: "leastShare", text: "\(leastShare)", allowed: "a share above 0, at most 1")
        }
    }

    /// The shares of the rounds, ending with 1: enough rounds for one candidate to be left, and none below the least.
    private func shares(_ candidateCount: Int) -> [Double] {
        guard eta > 1 else { return [1] }
        var shares = [1.0], left = candidateCount
        while left > eta, shares[0] / Double(eta) >= leastShare {
            shares.insert(shares[0] / Double(eta), at: 0)
            left = (left + eta - 1) / eta
        }
        return shares
    }

    private func sample(
        _ rows: [Int], share: Double, labels: [Int], groups: [Int], classCount: Int, seed: UInt64
    ) throws(LearningError) -> [Int] {
        try rows.sampled(share: share, labels: labels, groups: groups, classCount: classCount, seed: seed)
    }
}

extension CandidateSearch.Score {
    /// Greater is better.
    func value(labels: [Int], probabilities: ClassProbabilities) throws(LearningError) -> Double {
        if self == .logLoss { return -(try ProbabilityScores(labels: labels, probabilities: probabilities).logLoss) }
        let matrix = try ConfusionMatrix(
            labels: labels, predictions: probabilities.mostProbable, classCount: probabilities.classCount)
        return switch self {
        case .accuracy: matrix.accuracy
        case .balancedAccuracy: matrix.balancedAccuracy
        default: matrix.macroF1
        }
    }
}

extension [Int] {
    /// Some of these rows: whole groups, every class with its share; all of them for a share of 1.
    func sampled(
        share: Double, labels: [Int], groups: [Int], classCount: Int, seed: UInt64
    ) throws(LearningError) -> [Int] {
        guard share < 1, Set(map { groups[$0] }).count >= 2 else { return self }
        let split = try GroupedSplit(
            labels: map { labels[$0] }, groups: map { groups[$0] }, classCount: classCount, testShare: share, seed: seed
        )
        return split.rows(in: 1).map { self[$0] }
    }
}
