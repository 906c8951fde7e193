// SPDX-License-Identifier: Apache-2.0

import Boosting
public import Parameters

extension BoostedModule {
    /// What a user can set; the defaults suit some hundred to some hundred thousand labelled spectra.
    public struct Parameters: TunedParameters {
        /// Time grows in proportion; too many learn the noise.
        @Parameter("Rounds: trees for each class", in: 1...100_000) public var rounds = 150
        /// With smaller steps more rounds are needed, and the result is often better.
        @Parameter("Share of each tree's answer that is taken", in: 0.0001...1) public var learningRate = 0.2
        /// How many features a tree can combine.
        @Parameter("Splits between root and leaf at most", in: 1...30) public var maximumDepth = 5
        /// With it, the split that gains most is made first.
        @Parameter("Leaves of a tree at most; not set: no limit", in: 2...100_000) public var maximumLeaves: Int? = nil
        /// The sum of 2 p (1 − p) over the spectra in the leaf.
        @Parameter("Weight of unsettled spectra that a leaf must have", in: 0...1e6) public var minimumLeafWeight = 1.0
        /// Drawn anew each round.
        @Parameter("Share of the spectra each round sees", in: 0.01...1) public var sampleShare = 0.8
        /// Drawn anew for each node.
        @Parameter("Share of the features a node looks at", in: 0.0001...1) public var featureShare = 0.1
        /// More see finer differences and take longer.
        @Parameter("Steps that each feature is divided into", in: 2...1024) public var bins = 32
        /// Balanced, every class weighs as much as any other.
        @Parameter(
            "What is kept from outweighing the rest: nothing (spectra), or large classes",
            choices: ["spectra", "classes"])
        public var balance = "spectra"
        /// A tenth of the objects is set aside to judge by, if there are that many.
        @Parameter("Rounds without progress after which it stops; not set: all rounds are grown", in: 1...100_000)
        public var patience: Int? = nil
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the trees are judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "rounds=50..500;learningRate=0.03..0.3;maximumDepth=3,5,7")

        public init() {}
    }
}

extension BoostedModule.Parameters {
    func boosted(objects: Int) -> BoostedTrees {
        var boosted = BoostedTrees()
        boosted.rounds = rounds
        boosted.learningRate = learningRate
        boosted.maximumDepth = maximumDepth
        boosted.maximumLeaves = maximumLeaves
        boosted.minimumLeafWeight = minimumLeafWeight
        boosted.rowShare = sampleShare
        boosted.columnShare = featureShare
        boosted.maximumBins = bins
        boosted.balancesClasses = balance == "classes"
        if let patience, objects >= 4 { boosted.earlyStopping = .init(patience: patience, folds: min(10, objects / 2)) }
        return boosted
    }
}
