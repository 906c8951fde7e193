// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Who is joined with whom: each row with its nearest neighbours, every edge with weight 1, no row with itself.
///
/// ```swift
/// let graph = try NeighbourGraph(neighbours: lists, perRow: 10)   // n × 10 row numbers, the row itself left out
/// ```
///
/// scikit-learn counts a row among its own neighbours: its `n_neighbors=k` are `perRow: k - 1` here.
public struct NeighbourGraph: Sendable, Hashable {
    /// Which edges there are when one row is near the other, but not the other way round.
    public enum Symmetry: String, Sendable, Codable, Hashable, CaseIterable {
        /// From a row to its own neighbours only, as scikit-learn has it.
        case directed
        /// Between two rows if either is a neighbour of the other: the symmetric graph of the publications.
        case either
    }

    /// n, the number of rows.
    public let rowCount: Int
    /// n + 1 places in ``columns``: the edges of row i are `offsets[i]..<offsets[i + 1]`.
    let offsets: [UInt64]
    let columns: [UInt32]

    /// Edges, each direction counted.
    public var edgeCount: Int { columns.count }

    /// A graph from neighbour lists.
    ///
    /// - Parameters:
    ///   - neighbours: n × `perRow` row numbers, row-major. The row itself and negative numbers ("none") are left out.
    ///   - perRow: k, at least 1.
    /// - Throws: ``LearningError`` for a wrong length or a number beyond the last row.
    public init(
        neighbours: [Int32], perRow: Int, symmetry: Symmetry = .directed
    ) throws(LearningError) {
        guard perRow >= 1 else { throw .badSetting(name: "neighbours", text: "\(perRow)", allowed: "at least 1") }
        let count = neighbours.count / perRow
        guard count * perRow == neighbours.count else {
            throw .wrongLength(what: "neighbours", have: neighbours.count, need: (count + 1) * perRow)
        }
        guard count < Int(Int32.max) else { throw .tooManyRows(have: count, limit: Int(Int32.max)) }
        for (place, number) in neighbours.enumerated() where number >= 0 && Int(number) >= count {
            throw .badSetting(
                name: "neighbour of row \(place / perRow)", text: "\(number)", allowed: "row numbers below \(count)")
        }
        var offsets: [UInt64] = [0]
        var columns: [UInt32] = []
        offsets.reserveCapacity(count + 1)
        columns.reserveCapacity(neighbours.count)
        for row in 0..<count {
            for place in row * perRow..<(row + 1) * perRow where neighbours[place] >= 0 && neighbours[place] != row {
                columns.append(UInt32(neighbours[place]))
            }
            offsets.append(UInt64(columns.count))
        }
        self.init(rowCount: count, offsets: offsets, columns: columns)
        if symmetry == .either { self = joined }
    }

    private init(rowCount: Int, offsets: [UInt64], columns: [UInt32]) {
        self.rowCount = rowCount
        self.offsets = offsets
        self.columns = columns
    }

    /// Edges that end at each row.
    var inDegrees: [Int] {
        var degrees = [Int](repeating: 0, count: rowCount)
        for column in columns { degrees[Int(column)] += 1 }
        return degrees
    }

    /// With each edge in both directions, once.
    private var joined: NeighbourGraph {
        var starts = [0]
        for degree in inDegrees { starts.append(starts[starts.count - 1] + degree) }
        var sources = [UInt32](repeating: 0, count: columns.count)
        var next = starts
        for row in 0..<rowCount {
            for edge in Int(offsets[row])..<Int(offsets[row + 1]) {
                sources[next[Int(columns[edge])]] = UInt32(row)
                next[Int(columns[edge])] += 1
            }
        }
        var both: [UInt32] = []
        both.reserveCapacity(columns.count * 2)
        var ends: [UInt64] = [0]
        for row in 0..<rowCount {
            let all = (columns[Int(offsets[row])..<Int(offsets[row + 1])] + sources[starts[row]..<starts[row + 1]])
                .sorted()
            var last: UInt32?
            for column in all where column != last {
                both.append(column)
                last = column
            }
            ends.append(UInt64(both.count))
        }
        return NeighbourGraph(rowCount: rowCount, offsets: ends, columns: both)
    }
}

extension NeighbourGraph: LabelGraph {
    /// Rows that are computed together; a part of the work.
    private static let rowsPerPart = 8192

    func mix(into fingerprint: inout Fingerprint) {
        fingerprint.mix(offsets)
        fingerprint.mix(columns)
    }

    /// √(edges that end at the row): what Zhou et al. divide by.
    func degreeRoots(context: ExecutionContext) throws -> [Double] {
        inDegrees.map { Double($0).squareRoot() }
    }

    func product(with values: DisjointArray<Double>, classCount: Int, context: ExecutionContext) throws
        -> DisjointArray<Double>
    {
        let product = DisjointArray<Double>(count: rowCount * classCount)
        let ranges = ExecutionContext.ranges(of: rowCount, size: Self.rowsPerPart)
        try context.fillRows(ranges, of: product, width: classCount) { rows in
            secchi_label_gather(
                offsets, columns, rows.lowerBound, rows.upperBound, classCount, values.start, product.start)
        }
        return product
    }
}
