// SPDX-License-Identifier: Apache-2.0

public import Parameters

extension PropagateModule {
    /// What a user can set.
    public struct Parameters: TunedParameters {
        /// Spreading may overrule labels, propagation never does.
        @Parameter(
            "Label spreading (Zhou et al. 2004) or label propagation (Zhu & Ghahramani 2002)",
            choices: ["spreading", "propagation"])
        public var method = "spreading"
        /// The kernel joins all spectra with all and takes time and memory in n².
        @Parameter(
            "What labels travel along: nearest neighbours, or a kernel exp(-gamma d^2)",
            choices: ["neighbours", "kernel"])
        public var graph = "neighbours"
        /// The spectrum itself is not counted, as it is by scikit-learn.
        @Parameter("Nearest neighbours of each spectrum", in: 1...1000) public var neighbours = 10
        /// Labels travel both ways between neighbours, or from a spectrum's neighbours to it only, as in scikit-learn.
        @Parameter(
            "Edges between spectra if either is a neighbour of the other, or one way only",
            choices: ["either", "directed"])
        public var symmetry = "either"
        /// In one over the squared unit of the features.
        @Parameter("Gamma of the kernel; not set: from the distances to the nearest neighbours", in: 1e-12...1e12)
        public var gamma: Double? = nil
        /// Zhou et al. use 0.99, scikit-learn 0.2.
        @Parameter("Share of what neighbours say against the own label, in spreading", in: 0.001...0.999)
        public var alpha = 0.2
        /// A graph of long chains needs many.
        @Parameter("Steps at most", in: 1...1_000_000) public var steps = 1000
        /// Summed over all spectra and classes.
        @Parameter("Change at which it has converged", in: 0...1000) public var tolerance = 1e-3
        /// Above it, the kernel is computed anew in each step.
        @Parameter("Memory that the kernel may take", in: 0...1000, unit: "Gbyte") public var memory = 6.0
        /// How the nearest spectra are found.
        public var nearest = SearchParameters()
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the method is judged: the labels of each part in turn are hidden.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "neighbours=5..40;alpha=0.05..0.95;differences=0,1")

        public init() {}
    }
}
