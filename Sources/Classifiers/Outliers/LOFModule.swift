// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning

/// Local outlier factors: how much thinner the data are around a spectrum than around its neighbours.
public struct LOFModule: OutlierModule {
    public var name: String { "lof" }
    public var summary: String { "local outlier factor: spectra in thinner surroundings than their neighbours" }
    public var scoreName: String { "local outlier factor" }
    public var unusual: Double { 1.5 }

    /// What a user can set.
    public struct Parameters: OutlierParameters {
        /// How spectra are compared and odd ones explained.
        public var view = OutlierView()
        /// How the nearest spectra are found.
        public var nearest = SearchParameters()

        public init() {}
    }

    public init() {}

    public func learn(
        _ matrix: FeatureMatrix, parameters: Parameters, context: ExecutionContext
    ) throws -> LearntOutliers {
        let fitted = try outliers(parameters).fit(matrix, context: context)
        // The spectra themselves: their neighbours are found again faster than they would be read.
        var payload = Data(capacity: matrix.values.count * 4)
        for value in matrix.values {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { payload.append(contentsOf: $0) }
        }
        return LearntOutliers(scores: fitted.factors, payload: payload, facts: [fitted.neighbours.fact])
    }

    public func scores(
        of matrix: FeatureMatrix, payload: Data, parameters: Parameters, context: ExecutionContext
    ) throws -> [Double] {
        let width = matrix.columnCount * 4
        guard width > 0, !payload.isEmpty, payload.count % width == 0 else {
            throw ClassifierError.notAModel(
                file: "its payload", reason: "\(payload.count) bytes are no rows of \(matrix.columnCount) values")
        }
        let values = payload.withUnsafeBytes { bytes in
            (0..<payload.count / 4).map {
                Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
            }
        }
        let reference = try FeatureMatrix(
            rows: payload.count / width, columns: matrix.columnCount, values: values)
        let fitted = try outliers(parameters).fit(reference, context: context)
        return try fitted.factors(of: matrix, among: reference, context: context)
    }

    private func outliers(_ parameters: Parameters) -> LocalOutlierFactor {
        var outliers = LocalOutlierFactor()
        outliers.search = parameters.view.search
        outliers.search.approximateAbove = parameters.nearest.approximateAbove
        return outliers
    }
}
