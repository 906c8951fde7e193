// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning
public import Parameters

/// Local outlier factors: how much thinner the data are around a spectrum than around its neighbours.
public struct LOFModule: OutlierModule {
    public var name: String { "lof" }
    public var summary: String { "local outlier factor: spectra in thinner surroundings than their neighbours" }
    public var scoreName: String { "local outlier factor" }
    public var unusual: Double { 1.5 }

    /// What a user can set.
    public struct Parameters: OutlierParameters {
        /// Noise spreads over all directions and oddities do not; not more than half of the spectra or bins are used.
        @Parameter(
            "Principal components whose scores are compared, so that noise counts less; 0 for the bins themselves",
            in: 0...4096)
        public var components = 30
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
        let components = try components(of: matrix, parameters: parameters, context: context)
        let compared = try components?.transform(matrix, context: context) ?? matrix
        let fitted = try outliers(parameters).fit(compared, context: context)
        // The spectra themselves: their neighbours are found again faster than they would be read.
        let learnt = Learnt(
            columns: compared.columnCount, rows: StoredFloats(compared.values), components: components)
        return LearntOutliers(
            scores: fitted.factors, payload: try Payload.encode(learnt), facts: [fitted.neighbours.fact])
    }

    public func scores(
        of matrix: FeatureMatrix, payload: Data, parameters: Parameters, context: ExecutionContext
    ) throws -> [Double] {
        let learnt = try Payload.decode(Learnt.self, from: payload, module: name)
        let reference = try learnt.matrix()
        let compared = try learnt.components?.transform(matrix, context: context) ?? matrix
        let fitted = try outliers(parameters).fit(reference, context: context)
        return try fitted.factors(of: compared, among: reference, context: context)
    }

    /// What a model keeps.
    private struct Learnt: Codable {
        var columns: Int
        /// Row by row.
        var rows: StoredFloats
        var components: FittedComponents?

        func matrix() throws -> FeatureMatrix {
            let values = rows.values
            guard columns > 0, !values.isEmpty, values.count % columns == 0 else {
                throw ClassifierError.notAModel(
                    file: "its payload", reason: "\(values.count) values are no rows of \(columns)")
            }
            return try FeatureMatrix(rows: values.count / columns, columns: columns, values: values)
        }
    }

    /// `nil` where the bins themselves are compared.
    private func components(
        of matrix: FeatureMatrix, parameters: Parameters, context: ExecutionContext
    ) throws -> FittedComponents? {
        guard parameters.components > 0, 2 * parameters.components <= min(matrix.rowCount, matrix.columnCount) else {
            return nil
        }
        var settings = PrincipalComponents()
        settings.components = parameters.components
        return try settings.fit(matrix, seed: UInt64(max(parameters.view.seed, 0)), context: context)
    }

    private func outliers(_ parameters: Parameters) -> LocalOutlierFactor {
        var outliers = LocalOutlierFactor()
        outliers.search = parameters.view.search
        outliers.search.approximateAbove = parameters.nearest.approximateAbove
        return outliers
    }
}
