// SPDX-License-Identifier: Apache-2.0

import Learning
public import Parameters

extension ForestModule {
    /// What a user can set; the defaults suit some hundred to some hundred thousand labelled spectra.
    public struct Parameters: TunedParameters {
        /// Votes become steadier with more; time and size of the model grow in proportion.
        @Parameter("Number of trees", in: 1...100_000) public var trees = 300
        /// `random` is faster and makes trees less alike.
        @Parameter(
            "Thresholds tried at a split: the best, or one at random per feature (extremely randomised trees)",
            choices: ["best", "random"])
        public var thresholds = "random"
        /// What a split makes small, and what importance is measured in.
        @Parameter("Impurity that splits reduce", choices: ["gini", "entropy"]) public var criterion = "entropy"
        /// Rounded down to whole features, at least one, drawn anew for each node.
        @Parameter("Share of the features a node looks at", in: 0.0001...1) public var featureShare = 0.2
        /// Without replacement; spectra that a tree has not seen judge it out of bag.
        @Parameter(
            "Share of the spectra that each tree sees; not set: 0.9 for random thresholds, a bootstrap sample for the best",
            in: 0.001...1)
        public var sampleShare: Double? = nil
        /// `nil`: leaves end at ``minimumLeafSize`` or when they are pure.
        @Parameter("Splits between root and leaf at most; not set: no limit", in: 1...1000)
        public var maximumDepth: Int? = nil
        /// Larger leaves give a smaller model and smoother probabilities.
        @Parameter("Spectra in a leaf at least", in: 1...100_000) public var minimumLeafSize = 1
        /// Balanced, an object of n spectra weighs n^¼ instead of n, and every class as much as any other.
        @Parameter(
            "What is kept from outweighing the rest: nothing (spectra), large classes, objects with many spectra, or both",
            choices: ["spectra", "classes", "objects", "both"])
        public var balance = "objects"
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the forest is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(
            space: "featureShare=0.02..0.5;minimumLeafSize=1,2,4;thresholds=random,best")

        public init() {}
    }
}

extension ForestModule.Parameters {
    var forest: RandomForest {
        var forest = RandomForest()
        forest.trees = trees
        forest.thresholds = RandomForest.Thresholds(rawValue: thresholds) ?? .random
        forest.criterion = RandomForest.Criterion(rawValue: criterion) ?? .gini
        forest.featureCount = .fraction(featureShare)
        forest.sampling = sampleShare.map { .fraction($0) } ?? (thresholds == "random" ? .fraction(0.9) : .bootstrap)
        forest.maximumDepth = maximumDepth
        forest.minimumLeafSize = minimumLeafSize
        forest.classWeights = balance == "classes" || balance == "both" ? .balanced : .equal
        return forest
    }

    /// Weights of the rows, if objects are to be balanced.
    func rowWeights(groups: [Int]) -> [Double]? {
        guard balance == "objects" || balance == "both" else { return nil }
        return ObjectWeights.of(groups)
    }
}
