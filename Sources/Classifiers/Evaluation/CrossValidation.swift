// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

/// Judges a way of learning by what it says of objects that it has not seen.
struct CrossValidation: Sendable {
    var folds: Int
    var repeats: Int
    var seed: UInt64

    struct Outcome: Sendable {
        /// Mean over the repeats, labelled rows × K.
        var probabilities: ClassProbabilities
        /// One set of probabilities per repeat.
        var rounds: [ClassProbabilities] = []
        /// The fold that each labelled row was tested in, one list per repeat.
        var parts: [[Int]] = []
        /// What the baselines say, rows of the first repeat first.
        var majority: [Int] = []
        var proportional: [Int] = []
        /// Folds that were made; fewer than asked for if there are fewer objects.
        var folds: Int
        var warnings: [String] = []

        /// One prediction per repeat and row, rows of the first repeat first.
        var predictions: [Int] { rounds.flatMap(\.mostProbable) }
    }

    /// Each fold that was learnt is kept, if the context has checkpoints, and not learnt again by a run after a kill.
    ///
    /// - Parameter learn: given rows to learn from and rows to judge (numbers into `known`), a seed and a context,
    ///   judges the latter.
    /// - Returns: the outcome, and what `learn` gave for each fold that it was asked for.
    func run<Fold: JudgedRows>(
        _ known: LabelledRows, context: ExecutionContext,
        learn: ([Int], [Int], UInt64, ExecutionContext) throws -> Fold
    ) throws -> (outcome: Outcome, folds: [Fold]) {
        let classCount = known.classNames.count
        let folds = min(folds, known.objectCount)
        var outcome = Outcome(
            probabilities: ClassProbabilities(classCount: classCount, rowCount: known.rows.count), folds: folds)
        if folds < self.folds {
            outcome.warnings.append("There are only \(folds) labelled objects, so there are \(folds) folds.")
        }
        var judged: [Fold] = []
        for round in 0..<repeats {
            var generator = SeededGenerator(seed: seed, part: UInt64(round))
            let split = try GroupedSplit(
                labels: known.labels, groups: known.groups, classCount: classCount, folds: folds,
                seed: generator.next())
            if round == 0 {
                outcome.warnings += warnings(split.scarceClasses, known: known, folds: folds)
            }
            outcome.parts.append(split.parts)
            var scores = ClassProbabilities(classCount: classCount, rowCount: known.rows.count)
            var majority = [Int](repeating: 0, count: known.rows.count), proportional = majority
            for fold in 0..<folds {
                try context.cancellation.check()
                let training = split.rows(notIn: fold), test = split.rows(in: fold)
                let trainingLabels = training.map { known.labels[$0] }
                let foldSeed = generator.next()
                // A fold's training rows may be of one class alone; then there is nothing to learn but that class.
                let number = round * folds + fold + 1
                var learnt = constant(trainingLabels.first ?? 0, rows: test.count, classCount: classCount)
                if Set(trainingLabels).count > 1 {
                    let part = try context.keptPart("fold-\(number)", as: "fold \(number)") {
                        try learn(training, test, foldSeed, $0)
                    }
                    judged.append(part)
                    learnt = part.probabilities
                }
                let most = try Baseline.majority.predictions(
                    count: test.count, trainingLabels: trainingLabels, classCount: classCount, seed: foldSeed)
                let drawn = try Baseline.proportional.predictions(
                    count: test.count, trainingLabels: trainingLabels, classCount: classCount, seed: foldSeed)
                for (place, row) in test.enumerated() {
                    scores[row] = learnt[place]
                    majority[row] = most[place]
                    proportional[row] = drawn[place]
                }
            }
            for place in scores.values.indices { outcome.probabilities.values[place] += scores.values[place] }
            outcome.rounds.append(scores)
            outcome.majority += majority
            outcome.proportional += proportional
        }
        for place in outcome.probabilities.values.indices { outcome.probabilities.values[place] /= Float(repeats) }
        return (outcome, judged)
    }

    private func constant(_ label: Int, rows: Int, classCount: Int) -> ClassProbabilities {
        var probabilities = ClassProbabilities(classCount: classCount, rowCount: rows)
        for row in 0..<rows { probabilities[row, label] = 1 }
        return probabilities
    }

    private func warnings(_ scarce: [GroupedSplit.ScarceClass], known: LabelledRows, folds: Int) -> [String] {
        scarce.map { one in
            let name = known.classNames[one.number]
            return one.groups == 1
                ? "Class \(name) has one object only: it cannot be learnt and tested at once, so its scores are 0."
                : "Class \(name) has \(one.groups) objects for \(folds) folds: its scores are uncertain."
        }
    }
}

/// What is said of the rows of one fold.
protocol JudgedRows: Codable {
    var probabilities: ClassProbabilities { get }
}
