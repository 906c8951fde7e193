// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning
public import Parameters

/// Isolation forest: how soon random cuts set a spectrum apart.
public struct IsolationForestModule: OutlierModule {
    public var name: String { "iforest" }
    public var summary: String { "isolation forest: spectra that few random cuts set apart" }
    public var scoreName: String { "isolation score" }
    public var unusual: Double { 0.6 }

    /// What a user can set.
    public struct Parameters: OutlierParameters {
        /// Scores become steadier with more.
        @Parameter("Number of trees", in: 1...100_000) public var trees = 300
        /// Small samples keep crowds of odd spectra from hiding one another.
        @Parameter("Spectra that each tree cuts", in: 2...1_000_000) public var sampleSize = 256
        /// How spectra are compared and odd ones explained.
        public var view = OutlierView()

        public init() {}
    }

    public init() {}

    public func learn(
        _ matrix: FeatureMatrix, parameters: Parameters, context: ExecutionContext
    ) throws -> LearntOutliers {
        var forest = IsolationForest()
        forest.trees = parameters.trees
        forest.sampleSize = parameters.sampleSize
        let fitted = try forest.fit(matrix, seed: UInt64(max(parameters.view.seed, 0)), context: context)
        return LearntOutliers(
            scores: try fitted.scores(of: matrix, context: context), payload: try Payload.encode(fitted))
    }

    public func scores(
        of matrix: FeatureMatrix, payload: Data, parameters: Parameters, context: ExecutionContext
    ) throws -> [Double] {
        let fitted = try Payload.decode(FittedIsolationForest.self, from: payload, module: name)
        return try fitted.scores(of: matrix, context: context)
    }
}
