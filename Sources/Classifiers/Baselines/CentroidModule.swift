// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Learning
public import Parameters

/// Nearest centroid: the class whose mean spectrum is nearest.
public struct CentroidModule: SupervisedModule {
    public var name: String { "centroid" }
    public var summary: String { "nearest centroid: the class whose mean is nearest, a baseline" }

    /// What a user can set.
    public struct Parameters: TunedParameters {
        /// Scaled, a column that varies little counts as much as one that varies much.
        @Parameter("Scaling of each column over the spectra learnt from", choices: ["standard", "none"])
        public var columnScaling = "standard"
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the method is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "columnScaling=standard,none;differences=0,1,2")

        public init() {}
    }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedCentroids {
        var centroids = NearestCentroid()
        centroids.standardises = parameters.columnScaling != "none"
        return try centroids.fit(matrix, labels: labels, classCount: classCount, seed: seed, context: context)
    }

    public func description(of fitted: FittedCentroids) -> String { "\(fitted.classCount) means" }
}
