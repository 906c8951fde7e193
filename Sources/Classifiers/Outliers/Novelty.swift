// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning

/// How unlike the spectra of a training a new one is: a classifier answers for kinds that it has never seen, too.
///
/// The measure is the local outlier factor among some of the spectra learnt from, as shapes: mean 0, standard deviation 1,
/// means of pixel bins. Compared are their principal components, and how much these leave over.
public struct Novelty: Sendable, Hashable, Codable {
    private static let spectra = 2000
    private static let columns = 256
    private static let componentCount = 30
    private static let neighbours = 20

    /// `nil` where the bins themselves are compared.
    private let components: FittedComponents?
    /// What is compared of those learnt from, row after row.
    private let shapes: StoredFloats
    /// The factors of these among themselves, ascending.
    private let factors: [Double]

    /// - Parameter rows: the labelled ones, of which at most 2000, evenly chosen, are kept.
    /// - Returns: `nil` for fewer than three.
    init?(of dataset: Dataset, rows: [Int], context: ExecutionContext) throws {
        guard rows.count > 2 else { return nil }
        let step = (rows.count + Self.spectra - 1) / Self.spectra
        let chosen = stride(from: 0, to: rows.count, by: step).map { rows[$0] }
        let bins = try Self.features(dataset.pixelCount).matrix(of: dataset, context: context).rows(chosen)
        var settings = PrincipalComponents()
        settings.components = min(Self.componentCount, min(bins.rowCount, bins.columnCount) / 2)
        components = settings.components > 0 ? try settings.fit(bins, seed: 1, context: context) : nil
        let matrix = try Self.compared(bins, components, context: context)
        factors = try Self.outliers.fit(matrix, context: context).factors.sorted()
        shapes = StoredFloats(matrix.values)
    }

    /// For each spectrum the share of those learnt from that are less odd, 0 to 1.
    ///
    /// - Throws: ``ClassifierError/notAModel(file:reason:)``, `LearningError`, or `CancellationError`.
    func shares(of dataset: Dataset, context: ExecutionContext) throws -> [Double] {
        let bins = try Self.features(dataset.pixelCount).matrix(of: dataset, context: context)
        let matrix = try Self.compared(bins, components, context: context)
        guard shapes.values.count == factors.count * matrix.columnCount, !factors.isEmpty else {
            throw ClassifierError.notAModel(file: "its novelty", reason: "its shapes do not fit its grid")
        }
        let reference = try FeatureMatrix(rows: factors.count, columns: matrix.columnCount, values: shapes.values)
        let fitted = try Self.outliers.fit(reference, context: context)
        return try fitted.factors(of: matrix, among: reference, context: context).map { factor in
            Double(factors.prefix { $0 < factor }.count) / Double(factors.count)
        }
    }

    /// The scores on the components, and after them the length of what is left over.
    private static func compared(
        _ bins: FeatureMatrix, _ components: FittedComponents?, context: ExecutionContext
    ) throws -> FeatureMatrix {
        guard let components else { return bins }
        let scores = try components.transform(bins, context: context)
        let back = try components.inverse(scores, context: context)
        let values = (0..<bins.rowCount).flatMap { row in
            let square = zip(bins[row], back[row]).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            return scores[row] + [Float(square.squareRoot())]
        }
        return try FeatureMatrix(rows: bins.rowCount, columns: scores.columnCount + 1, values: values)
    }

    private static func features(_ pixelCount: Int) -> SpectralFeatures {
        SpectralFeatures(
            pixelBins: [max(1, (pixelCount + columns - 1) / columns)], differences: 0, standardises: true)
    }

    private static var outliers: LocalOutlierFactor {
        var outliers = LocalOutlierFactor()
        outliers.search.count = neighbours
        return outliers
    }
}
