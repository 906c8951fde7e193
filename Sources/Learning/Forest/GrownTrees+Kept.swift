// SPDX-License-Identifier: Apache-2.0

import Execution

extension GrownTrees.Tree {
    func write(to draft: inout KeptState.Draft) {
        draft.append(tree.nodes.count)
        draft.append(tree.nodes)
        draft.append(tree.leaves.count)
        draft.append(tree.leaves)
        draft.append(importance)
        draft.append(inBag)
    }

    /// - Throws: `KeptState.Refusal` for a tree that points outside of itself.
    init(_ contents: inout KeptState.Contents, columns: Int, width: Int, rows: Int) throws {
        let limit = 2 * rows * width
        let nodes = try contents.array(of: ForestNode.self, count: contents.integer(in: 1...limit))
        let leaves = try contents.array(of: Float.self, count: contents.integer(in: 1...limit))
        tree = ForestTree(nodes: nodes, leaves: leaves)
        importance = try contents.array(of: Double.self, count: columns)
        inBag = try contents.array(of: UInt64.self, count: (rows + 63) / 64)
        guard tree.isSound(columns: columns, leafCount: leaves.count / width) else {
            throw KeptState.Refusal("a tree points outside itself")
        }
    }
}

extension TreeGrower {
    /// Mixes all that the trees depend on.
    func mix(into fingerprint: inout Fingerprint, numbers: Range<Int>) throws {
        try fingerprint.mix(settings: forest)
        fingerprint.mix([numbers.lowerBound, numbers.upperBound, Int(truncatingIfNeeded: seed)])
        fingerprint.mix(rowWeights)
        switch answers {
        case .classes(let labels, let count):
            fingerprint.mix(count)
            fingerprint.mix(labels)
        case .targets(let targets, let origin, let step):
            fingerprint.mix(targets)
            fingerprint.mix([origin, step])
        }
        bins.mix(into: &fingerprint)
    }
}
