// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Grows single trees of a forest; tree number and seed say all about a tree.
struct TreeGrower: Sendable {
    /// What the leaves are to tell.
    enum Answers: Sendable {
        case classes([UInt16], count: Int)
        /// y = origin + step · whole number.
        case targets([Int32], origin: Double, step: Double)

        /// Numbers that a leaf has.
        var width: Int {
            switch self {
            case .classes(_, let count): count
            case .targets: 1
            }
        }
    }

    let forest: RandomForest
    let bins: FeatureBins
    let answers: Answers
    /// 0 for a row that no tree may see.
    let rowWeights: [UInt32]
    let seed: UInt64

    /// - Throws: ``LearningError/tooManyRows(have:limit:)`` if there is no memory for a tree.
    func grow(_ number: Int) throws(LearningError) -> GrownTrees.Tree {
        var generator = SeededGenerator(seed: seed, part: UInt64(number))
        let weights = bagWeights(&generator)
        let bagSize = weights.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
        var nodes = [ForestNode](repeating: ForestNode(), count: 2 * bagSize - 1)
        var leaves = [Float](repeating: 0, count: bagSize * answers.width)
        var importance = [Double](repeating: 0, count: bins.columnCount)
        let count = growNodes(weights, seed: generator.next(), &nodes, &leaves, &importance)
        guard count > 0 else { throw .tooManyRows(have: bins.rowCount, limit: bins.rowCount / 2) }
        let leafCount = (count + 1) / 2
        var inBag = [UInt64](repeating: 0, count: (weights.count + 63) / 64)
        for row in weights.indices where weights[row] > 0 { inBag[row / 64] |= 1 << UInt64(row % 64) }
        return GrownTrees.Tree(
            tree: ForestTree(nodes: Array(nodes[..<count]), leaves: Array(leaves[..<(leafCount * answers.width)])),
            importance: importance, inBag: inBag)
    }

    /// How often the tree sees each row, times the weight of the row; at least one row has a weight above 0.
    private func bagWeights(_ generator: inout SeededGenerator) -> [UInt32] {
        var weights = [UInt32](repeating: 0, count: rowWeights.count)
        switch forest.sampling {
        case .bootstrap:
            for _ in rowWeights {
                let row = generator.index(below: rowWeights.count)
                weights[row] += rowWeights[row]
            }
        case .fraction(let share):
            var order = Array(0..<rowWeights.count)
            for position in 0..<max(1, Int(share * Double(order.count))) {
                order.swapAt(position, position + generator.index(below: order.count - position))
                weights[order[position]] = rowWeights[order[position]]
            }
        }
        return weights.allSatisfy { $0 == 0 } ? rowWeights : weights
    }

    private func growNodes(
        _ weights: [UInt32], seed: UInt64, _ nodes: inout [ForestNode], _ leaves: inout [Float],
        _ importance: inout [Double]
    ) -> Int {
        var task = secchi_forest_task(
            bins: bins.bins, row_bins: bins.rowBins, lowest: bins.lowest, highest: bins.highest,
            row_count: bins.rowCount, column_count: bins.columnCount, labels: nil, targets: nil, target_origin: 0,
            target_step: 1, class_count: UInt32(answers.width),
            columns_per_node: UInt32(forest.columnsPerNode(of: bins.columnCount)),
            minimum_leaf: UInt32(forest.minimumLeafSize),
            maximum_depth: UInt32(forest.maximumDepth ?? Int(Int32.max)),
            entropy: forest.criterion == .entropy ? 1 : 0, random_thresholds: forest.thresholds == .random ? 1 : 0)
        return nodes.withUnsafeMutableBufferPointer { buffer in
            // ForestNode has the layout of secchi_forest_node.
            buffer.withMemoryRebound(to: secchi_forest_node.self) { nodes in
                // The task only borrows the answers, and they outlive the call.
                switch answers {
                case .classes(let labels, _):
                    labels.withUnsafeBufferPointer { labels in
                        task.labels = labels.baseAddress
                        return Int(secchi_forest_grow(&task, weights, seed, nodes.baseAddress, &leaves, &importance))
                    }
                case .targets(let targets, let origin, let step):
                    targets.withUnsafeBufferPointer { targets in
                        task.targets = targets.baseAddress
                        task.target_origin = origin
                        task.target_step = step
                        return Int(secchi_forest_grow(&task, weights, seed, nodes.baseAddress, &leaves, &importance))
                    }
                }
            }
        }
    }
}
