// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
public import Learning
public import Parameters

/// Kernel logistic regression: curved borders between classes, smooth where trees have steps.
public struct KernelModule: SupervisedModule {
    public var name: String { "kernel" }
    public var summary: String { "kernel logistic regression: smooth, curved borders between classes" }

    /// What a user can set; the defaults suit some hundred to some thousand labelled spectra.
    public struct Parameters: TunedParameters {
        /// Two spectra are as alike as exp(−sharpness · mean squared difference of the standardised features).
        @Parameter("How fast likeness falls with distance", in: 1e-6...1e6) public var sharpness = 0.3
        /// As scikit-learn's C. Noisy spectra want less, 10 or 100.
        @Parameter("Inverse strength of the penalty on bent borders", in: 1e-9...1e12)
        public var inversePenalty = 1000.0
        /// Time grows with its square.
        @Parameter("Spectra that stand for all others at most", in: 1...100_000) public var maximumRank = 600
        /// Of L-BFGS.
        @Parameter("Steps at most", in: 1...1_000_000) public var steps = 200
        /// Balanced, an object of n spectra weighs n^¼ instead of n.
        @Parameter(
            "What is kept from outweighing the rest: nothing (spectra), or objects with many spectra",
            choices: ["spectra", "objects"])
        public var balance = "objects"
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the method is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "sharpness=0.03..3;inversePenalty=10..10000")

        public init() {}
    }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedKernelLogistic {
        var regression = KernelLogistic()
        regression.sharpness = parameters.sharpness
        regression.inversePenalty = parameters.inversePenalty
        regression.maximumRank = parameters.maximumRank
        regression.maximumSteps = parameters.steps
        return try regression.fit(
            matrix, labels: labels, classCount: classCount,
            weights: parameters.balance == "objects" ? ObjectWeights.of(groups) : nil, seed: seed, context: context)
    }

    public func description(of fitted: FittedKernelLogistic) -> String {
        "\(fitted.rank) spectra that stand for all others, \(fitted.steps) steps"
    }
}
