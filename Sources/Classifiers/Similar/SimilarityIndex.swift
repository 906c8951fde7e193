// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning

/// A dataset made ready for "more like this": the shapes of its spectra in a file that is searched without loading it,
/// with what is known of each.
///
/// A shape is the spectrum with mean 0 and length 1 over its pixels with data, 0 where it has none; the likeness of two
/// shapes is their correlation, 1 for equal ones, whatever the brightness.
///
/// ```swift
/// try SimilarityIndex.write(dataset, to: "survey.similar")
/// let index = try SimilarityIndex(contentsOf: "survey.similar")
/// let matches = try index.matches(for: queries, count: 20)      // the first of matches[0] is most like the first query
/// ```
public struct SimilarityIndex: Sendable {
    /// Name of the dataset.
    public var dataset: String { manifest.dataset }
    /// The grid that queries must be on.
    public var grid: SpectralGrid { manifest.grid }
    /// How queries are prepared; `nil` for a dataset that was imported.
    public var recipe: Recipe? { manifest.recipe }
    /// Spectra in it.
    public var spectrumCount: Int { shapes.rowCount }

    private let manifest: Manifest
    private let shapes: NeighbourIndex
    private let rows: StoredRows

    struct Manifest: Codable {
        var dataset: String
        var grid: SpectralGrid
        var recipe: Recipe?
        var version: String
    }

    /// One spectrum that is like a query.
    public struct Match: Sendable, Hashable {
        /// Place in the dataset.
        public var number: Int
        /// What the dataset knows of it.
        public var row: DatasetRow
        /// Correlation with the query, −1 to 1.
        public var likeness: Double
    }

    /// Opens an index; it is read as far as it is needed.
    ///
    /// - Throws: `LearningError` for a file that is no index, or a damaged one.
    public init(contentsOf path: String) throws {
        shapes = try NeighbourIndex(contentsOf: path)
        let parts = try StoredRows.split(shapes.attachment, path: path, rowCount: shapes.rowCount)
        do {
            manifest = try JSONDecoder().decode(Manifest.self, from: parts.manifest)
        } catch {
            throw LearningError.damagedIndex(file: path, reason: "it does not say what dataset it is of")
        }
        rows = parts.rows
        guard manifest.grid.values.count == shapes.columnCount else {
            throw LearningError.damagedIndex(file: path, reason: "its grid and its spectra do not fit")
        }
    }

    /// Writes the index of a dataset; the file appears whole or not at all.
    ///
    /// - Throws: ``ClassifierError`` for a dataset without spectra, `LearningError`, `FileFailure`, `CancellationError`.
    public static func write(
        _ dataset: Dataset, to path: String, context: ExecutionContext = ExecutionContext()
    ) throws {
        try dataset.check()
        let manifest = Manifest(
            dataset: dataset.name, grid: dataset.grid, recipe: dataset.recipe, version: ProgramVersion.current)
        let attachment = try StoredRows.joined(JSONEncoder().encode(manifest), dataset.rows)
        try NeighbourIndex.write(
            shapes(of: dataset, context: context), distance: .euclidean, attachment: attachment, to: path,
            context: context)
    }

    /// The spectra most like each query, the most like first.
    ///
    /// - Parameters:
    ///   - queries: spectra on ``grid``.
    ///   - count: matches for each query at most.
    /// - Throws: ``ClassifierError/gridMismatch(have:need:)``, `LearningError`, or `CancellationError`.
    public func matches(
        for queries: Dataset, count: Int, context: ExecutionContext = ExecutionContext()
    ) throws -> [[Match]] {
        guard queries.grid == grid else {
            throw ClassifierError.gridMismatch(have: queries.grid.summary, need: grid.summary)
        }
        let found = try shapes.neighbours(
            of: Self.shapes(of: queries, context: context), count: count, context: context)
        return try (0..<queries.rowCount).map { query in
            try zip(found.numbers(of: query), found.distances(of: query)).map { number, distance in
                // |a − b|² = 2 − 2ab for two vectors of length 1.
                let likeness = 1 - Double(distance) * Double(distance) / 2
                return Match(number: Int(number), row: try rows[Int(number)], likeness: likeness)
            }
        }
    }

    private static func shapes(of dataset: Dataset, context: ExecutionContext) throws -> FeatureMatrix {
        let pixels = dataset.pixelCount
        let ranges = ExecutionContext.ranges(of: dataset.rowCount, size: 1024)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            var shapes: [Float] = []
            shapes.reserveCapacity(ranges[part].count * pixels)
            for row in ranges[part] { appendShape(of: row, in: dataset, to: &shapes) }
            return shapes
        }
        return try FeatureMatrix(rows: dataset.rowCount, columns: pixels, values: Array(parts.joined()))
    }

    private static func appendShape(of row: Int, in dataset: Dataset, to shapes: inout [Float]) {
        let range = row * dataset.pixelCount..<(row + 1) * dataset.pixelCount
        var sum = 0.0, count = 0
        for place in range where dataset.mask?[place] != true {
            sum += Double(dataset.flux[place])
            count += 1
        }
        let mean = sum / Double(max(count, 1))
        var square = 0.0
        for place in range where dataset.mask?[place] != true {
            let value = Double(dataset.flux[place]) - mean
            square += value * value
        }
        let scale = square > 0 ? 1 / square.squareRoot() : 0
        for place in range {
            shapes.append(
                dataset.mask?[place] == true ? 0 : Float((Double(dataset.flux[place]) - mean) * scale))
        }
    }
}
