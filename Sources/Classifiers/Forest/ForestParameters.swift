// SPDX-License-Identifier: Apache-2.0

public import Parameters

extension ForestModule {
    /// What a user can set; the defaults suit a survey of some hundred to some hundred thousand labelled spectra.
    public struct Parameters: ParameterSet {
        @Parameter("Number of trees", in: 1...100_000) public var trees = 300
        @Parameter("Impurity that splits reduce", choices: ["gini", "entropy"]) public var criterion = "gini"
        @Parameter("Thresholds tried: all, or one at random per feature", choices: ["best", "random"])
        public var thresholds = "best"
        @Parameter("Share of the features a node looks at; none for the square root of their number", in: 0.001...1)
        public var featureShare: Double? = nil
        @Parameter("Splits between root and leaf at most; none for no limit", in: 1...1000)
        public var maximumDepth: Int? = nil
        @Parameter("Spectra in a leaf at least", in: 1...100_000) public var minimumLeafSize = 1
        @Parameter("Whether every class weighs the same, however rare", choices: ["equal", "balanced"])
        public var classWeights = "balanced"
        @Parameter("Widths of the pixel bins whose means are features; 1 for the pixels themselves")
        public var pixelBins: [Int] = [8]
        @Parameter("Whether differences of neighbouring bins are features too") public var differences = true
        @Parameter("How each spectrum is scaled before binning", choices: ["none", "standard"])
        public var scaling = "standard"
        @Parameter("Parts of the cross-validation; an object is in one part only", in: 2...100) public var folds = 5
        @Parameter("Times the cross-validation is repeated with other parts", in: 1...100) public var repeats = 1
        @Parameter("Objects that a class must have to be learnt", in: 2...1_000_000) public var minimumClassSize = 2
        @Parameter("Resamples for the confidence intervals", in: 100...100_000) public var resamples = 1000
        @Parameter("Seed of all random choices", in: 0...9_007_199_254_740_991) public var seed = 1

        public init() {}
    }
}
