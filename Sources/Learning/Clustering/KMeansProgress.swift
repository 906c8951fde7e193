// SPDX-License-Identifier: Apache-2.0

import Execution

/// How far k-means has come: what a run after a kill goes on from.
struct KMeansProgress {
    /// The start that is under way.
    var start = 0
    /// While its centres are chosen.
    var choice: Choice?
    /// While they move.
    var descent: Descent?
    /// Of the starts before.
    var best: Descent?

    /// The rows that are centres so far.
    struct Choice {
        var chosen: [Int]
        /// The squared distance of each row to the nearest of them but the last.
        var nearest: [Double]
        var generator: SeededGenerator
    }

    /// Centres after some steps.
    struct Descent {
        var centres: FeatureMatrix
        var steps: Int
        /// The nearest centre of each row before the last step; empty before the first, and not kept of the best.
        var labels: [UInt32] = []
    }
}

extension KMeansProgress {
    /// - Throws: `KeptState.Refusal` for what no run of these settings on this matrix leaves.
    init(_ contents: inout KeptState.Contents, settings: KMeans, matrix: FeatureMatrix) throws {
        let rows = matrix.rowCount, clusters = settings.clusters
        func descent(labels: Int) throws -> Descent {
            let steps = try contents.integer(in: 0...settings.maximumSteps)
            let values = try contents.array(of: Float.self, count: clusters * matrix.columnCount)
            let centres = FeatureMatrix(unchecked: clusters, matrix.columnCount, values)
            try centres.checkFinite()
            let labels = try contents.array(of: UInt32.self, count: labels)
            guard labels.allSatisfy({ $0 < clusters }) else { throw KeptState.Refusal("it names other clusters") }
            return Descent(centres: centres, steps: steps, labels: labels)
        }
        start = try contents.integer(in: 0...settings.starts)
        if try contents.integer(in: 0...1) == 1 {
            let count = try contents.integer(in: 1...clusters)
            let chosen = try contents.array(of: Int.self, count: count)
            guard chosen.allSatisfy((0..<rows).contains) else { throw KeptState.Refusal("it names other rows") }
            choice = Choice(
                chosen: chosen, nearest: try contents.array(of: Double.self, count: rows),
                generator: SeededGenerator(words: try contents.array(of: UInt64.self, count: 4)))
        }
        if try contents.integer(in: 0...1) == 1 { self.descent = try descent(labels: rows) }
        if try contents.integer(in: 0...1) == 1 { best = try descent(labels: 0) }
    }

    func write(to draft: inout KeptState.Draft) {
        draft.append(start)
        draft.append(choice == nil ? 0 : 1)
        if let choice {
            draft.append(choice.chosen.count)
            draft.append(choice.chosen)
            draft.append(choice.nearest)
            draft.append(choice.generator.words)
        }
        draft.append(descent == nil ? 0 : 1)
        if let descent {
            draft.append(descent.steps)
            draft.append(descent.centres.values)
            draft.append(descent.labels)
        }
        draft.append(best == nil ? 0 : 1)
        if let best {
            draft.append(best.steps)
            draft.append(best.centres.values)
        }
    }
}
