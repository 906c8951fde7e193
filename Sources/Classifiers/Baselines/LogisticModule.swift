// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Learning
public import Parameters

/// Logistic regression: the best straight borders between classes.
public struct LogisticModule: SupervisedModule {
    public var name: String { "logistic" }
    public var summary: String { "logistic regression: straight borders between classes, a baseline" }

    /// What a user can set.
    public struct Parameters: TunedParameters {
        /// Half the squared weights are divided by it and added to the loss, as scikit-learn's C.
        @Parameter("Inverse strength of the penalty on large weights", in: 1e-9...1e9) public var inversePenalty = 1.0
        /// Of L-BFGS.
        @Parameter("Steps at most", in: 1...1_000_000) public var steps = 1000
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the method is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "inversePenalty=0.0001..100")

        public init() {}
    }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedLogistic {
        var regression = LogisticRegression()
        regression.inversePenalty = parameters.inversePenalty
        regression.maximumSteps = parameters.steps
        return try regression.fit(matrix, labels: labels, classCount: classCount, seed: seed, context: context)
    }

    public func description(of fitted: FittedLogistic) -> String {
        "\(fitted.steps) steps" + (fitted.hasConverged ? "" : ", not converged")
    }

    /// The share of each column in the sum of all |weights|.
    public func importance(of fitted: FittedLogistic) -> [Double]? {
        var sums = [Double](repeating: 0, count: fitted.columnCount)
        for number in 0..<fitted.classCount {
            for (column, weight) in (fitted.coefficients(of: number) ?? []).enumerated() { sums[column] += abs(weight) }
        }
        let total = sums.reduce(0, +)
        return total > 0 ? sums.map { $0 / total } : sums
    }
}
