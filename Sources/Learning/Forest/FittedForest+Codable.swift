// SPDX-License-Identifier: Apache-2.0

public import Foundation

extension FittedForest {
    private static let magic = "SECCHI-FOREST 1\n"

    /// The forest as bytes: little-endian, with a checksum at the end.
    ///
    /// Magic line; K, m, trees as 32-bit integers; importance (m doubles); out-of-bag error (double); number of
    /// out-of-bag values (64 bit) and these (floats); per tree its nodes and leaves (32 bit each), nodes as (column,
    /// threshold, child) of 12 bytes, leaf probabilities (floats); FNV-1a checksum (64 bit) of all before.
    public var bytes: Data {
        var writer = ByteWriter()
        writer.append(text: Self.magic)
        for number in [classCount, columnCount, trees.count] { writer.append(UInt32(number)) }
        for value in importance { writer.append(value.bitPattern) }
        writer.append(outOfBagError.bitPattern)
        writer.append(UInt64(outOfBag.values.count))
        for value in outOfBag.values { writer.append(value.bitPattern) }
        for tree in trees {
            writer.append(UInt32(tree.nodes.count))
            writer.append(UInt32(tree.leaves.count / classCount))
            for node in tree.nodes {
                writer.append(node.column)
                writer.append(node.threshold.bitPattern)
                writer.append(node.child)
            }
            for value in tree.leaves { writer.append(value.bitPattern) }
        }
        writer.append(writer.checksum)
        return writer.data
    }

    /// Reads what ``bytes`` gave; anything else is refused, so that prediction can trust it.
    ///
    /// - Throws: ``LearningError/damagedForest(reason:)``.
    public init(bytes: Data) throws(LearningError) {
        var reader = ByteReader(bytes)
        guard reader.text(Self.magic.utf8.count) == Self.magic else {
            throw .damagedForest(reason: "it does not start as a forest does")
        }
        guard reader.hasValidChecksum else { throw .damagedForest(reason: "its checksum is wrong") }
        classCount = Int(try reader.next(UInt32.self))
        columnCount = Int(try reader.next(UInt32.self))
        let treeCount = Int(try reader.next(UInt32.self))
        guard classCount > 0, columnCount > 0, treeCount > 0 else { throw .damagedForest(reason: "it is empty") }
        importance = try reader.array(UInt64.self, count: columnCount).map(Double.init(bitPattern:))
        outOfBagError = Double(bitPattern: try reader.next(UInt64.self))
        let votes = try reader.next(UInt64.self)
        guard votes <= UInt64(bytes.count) else { throw .damagedForest(reason: "it ends too early") }
        outOfBag = ClassProbabilities(
            classCount: classCount,
            values: try reader.array(UInt32.self, count: Int(votes)).map(Float.init(bitPattern:)))
        var trees: [ForestTree] = []
        for _ in 0..<treeCount {
            let nodeCount = Int(try reader.next(UInt32.self)), leafCount = Int(try reader.next(UInt32.self))
            let words = try reader.array(UInt32.self, count: nodeCount, per: 3)
            let nodes = (0..<nodeCount).map {
                ForestNode(
                    column: Int32(bitPattern: words[3 * $0]), threshold: Float(bitPattern: words[3 * $0 + 1]),
                    child: Int32(bitPattern: words[3 * $0 + 2]))
            }
            let leaves = try reader.array(UInt32.self, count: leafCount, per: classCount).map(Float.init(bitPattern:))
            let tree = ForestTree(nodes: nodes, leaves: leaves)
            guard tree.isSound(columns: columnCount, leafCount: leafCount) else {
                throw .damagedForest(reason: "a tree points outside itself")
            }
            trees.append(tree)
        }
        guard reader.isAtChecksum else { throw .damagedForest(reason: "it has more bytes than it should") }
        mean = TreeMean(trees, width: classCount)
    }
}

extension ForestTree {
    /// Whether every row reaches a leaf: children lie inside and after their parents.
    func isSound(columns: Int, leafCount: Int) -> Bool {
        !nodes.isEmpty
            && nodes.enumerated().allSatisfy { number, node in
                node.column < 0
                    ? (0..<leafCount).contains(Int(node.child))
                    : Int(node.column) < columns && Int(node.child) > number && Int(node.child) + 1 < nodes.count
            }
    }
}

extension FittedForest: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(bytes: Data(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try bytes.encode(to: encoder)
    }
}
