// SPDX-License-Identifier: Apache-2.0

/// Some trees of a forest, grown apart from the others: what one machine of several gives back.
///
/// A forest is a map over its trees: grow any ranges of tree numbers anywhere with the same data, settings and seed,
/// ``merged(with:)`` them in order, and finish; the bits are those of a forest grown at once.
///
/// ```swift
/// let first = try forest.grow(0..<50, of: matrix, labels: labels, classCount: 7, seed: 1)
/// let second = try forest.grow(50..<100, of: matrix, labels: labels, classCount: 7, seed: 1)
/// let fitted = try forest.finish(first.merged(with: second), of: matrix, labels: labels, classCount: 7)
/// ```
public struct GrownTrees: Sendable, Codable, Hashable {
    struct Tree: Sendable, Codable, Hashable {
        var tree: ForestTree
        var importance: [Double]
        /// One bit per row: set if the tree saw it.
        var inBag: [UInt64]
    }

    /// The number of the first tree in the whole forest.
    public let start: Int
    var trees: [Tree]

    /// Numbers of the trees in the whole forest.
    public var range: Range<Int> { start..<start + trees.count }

    /// These trees, then those that follow; associative.
    ///
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` if trees are missing between the two, or doubled.
    public func merged(with next: GrownTrees) throws(LearningError) -> GrownTrees {
        guard next.start == range.upperBound else {
            throw .wrongLength(what: "trees before the next part", have: range.upperBound, need: next.start)
        }
        return GrownTrees(start: start, trees: trees + next.trees)
    }
}
