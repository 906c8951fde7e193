// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution
public import Foundation

/// Rows in a file, mapped into memory and searched as they are: "more like this" among millions, without a wait to load.
///
/// A search measures the exact distance to every row, at the rate at which memory can be read. Layout (little-endian): 64
/// bytes of header, n × m floats, zeros up to a multiple of 8 bytes, for the cosine n doubles 1 / |row|, then the caller's
/// own bytes.
///
/// ```swift
/// try NeighbourIndex.write(matrix, distance: .euclidean, attachment: names, to: "survey.neighbours")
/// let index = try NeighbourIndex(contentsOf: "survey.neighbours")
/// let similar = try index.neighbours(of: query, count: 20)
/// ```
public struct NeighbourIndex: Sendable {
    /// n, the rows in the file.
    public let rowCount: Int
    /// m, the columns that queries must have.
    public let columnCount: Int
    public let distance: NeighbourSearch.Distance
    /// What the writer added: names, a recipe.
    public let attachment: Data
    let path: String
    /// The whole file.
    let data: Data
    let header: NeighbourIndexHeader

    /// Rows that one part of a search measures.
    private static let partSize = 16_384

    /// Opens an index; its rows are read when they are needed.
    ///
    /// - Throws: ``LearningError/damagedIndex(file:reason:)`` for a file that cannot be read, is none, is cut short, or of
    ///   a newer format. Changed rows are found by ``verify(context:)``.
    public init(contentsOf path: String) throws(LearningError) {
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        } catch {
            throw .damagedIndex(file: path, reason: (error as NSError).localizedDescription)
        }
        header = try NeighbourIndexHeader(data, path: path)
        self.path = path
        rowCount = header.rowCount
        columnCount = header.columnCount
        distance = header.isCosine ? .cosine : .euclidean
        attachment = Data(data[(data.startIndex + header.attachmentOffset)...])
    }

    /// The nearest rows of each query; a query that is in the index finds itself at distance 0.
    ///
    /// - Returns: q × min(k, n) neighbours, at equal distances by their number.
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``,
    ///   ``LearningError/badSetting(name:text:allowed:)`` for k outside 1 to 4096, or `CancellationError`.
    public func neighbours(
        of queries: FeatureMatrix, count: Int, context: ExecutionContext = ExecutionContext()
    ) throws -> Neighbours {
        var search = NeighbourSearch()
        search.count = count
        search.distance = distance
        try search.checkSettings(columns: columnCount)
        guard queries.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: queries.columnCount, need: columnCount)
        }
        let count = min(count, rowCount)
        let parts = ExecutionContext.ranges(of: rowCount, size: Self.partSize)
        let done = ProgressCounter(
            stage: "comparing rows", total: parts.count, unit: "parts", reporter: context.progress)
        return try search.withRows(of: queries, context: context) { queries in
            _ = try queries.columnRanges(context: context)
            let found = try context.mapParts(parts.count) { part in
                try context.cancellation.check()
                defer { done.advance() }
                return nearest(to: queries, among: parts[part], count: count)
            }
            return merged(found, queries: queries.count, count: count)
        }
    }

    private struct Found: Sendable {
        var number: UInt32
        var square: Double
    }

    /// For each query the nearest rows of a range, ascending.
    private func nearest(to queries: NeighbourRows, among range: Range<Int>, count: Int) -> [[Found]] {
        data.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return [] }
            let offset = NeighbourIndexHeader.size + range.lowerBound * columnCount * 4
            let values = (start + offset).assumingMemoryBound(to: Float.self)
            let scales = header.isCosine ? header.scales(bytes, range) : nil
            let rows = NeighbourRows(values, count: range.count, columnCount: columnCount, scales: scales)
            var numbers = [UInt32](repeating: 0, count: max(count, 1))
            var squares = [Double](repeating: 0, count: max(count, 1))
            return queries.withKernelRows(weights: nil) { query in
                rows.withKernelRows(weights: nil) { rows in
                    (0..<queries.count).map { row in
                        let found = secchi_neighbour_scan(
                            query, row, rows, range.count, Int.max, UInt32(count), &numbers, &squares)
                        return (0..<Int(found)).map {
                            Found(number: numbers[$0] + UInt32(range.lowerBound), square: squares[$0])
                        }
                    }
                }
            }
        }
    }

    /// The best of all parts, by (distance, number).
    private func merged(_ parts: [[[Found]]], queries: Int, count: Int) -> Neighbours {
        let best = (0..<queries).flatMap { query in
            parts.flatMap { $0[query] }.sorted { ($0.square, $0.number) < ($1.square, $1.number) }.prefix(count)
        }
        return Neighbours(
            rowCount: queries, count: count, numbers: best.map { Int32($0.number) },
            distances: best.map { Float(header.isCosine ? $0.square / 2 : $0.square.squareRoot()) }, repeated: 0)
    }
}
