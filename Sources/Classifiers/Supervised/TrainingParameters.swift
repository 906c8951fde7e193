// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// How a method that learns classes is judged; shared by all of them.
public struct TrainingParameters: ParameterSet {
    /// `object` gives all spectra of one object the same answer.
    @Parameter("Who decides: each spectrum, or all spectra of an object together", choices: ["spectrum", "object"])
    public var vote = "spectrum"
    /// With fewer labelled objects there are as many folds as objects.
    @Parameter("Parts of the cross-validation; an object is in one part only", in: 2...100) public var folds = 5
    /// The predictions of all repeats are scored together.
    @Parameter("Times the cross-validation is repeated with other parts", in: 1...100) public var repeats = 1
    /// Spectra of rarer classes are treated as unlabelled.
    @Parameter("Objects that a class must have to be learnt", in: 1...1_000_000) public var minimumObjects = 2
    /// Of whole objects; time grows in proportion.
    @Parameter("Resamples behind each confidence interval", in: 100...100_000) public var resamples = 1000
    /// Equal seeds give equal bits for any number of threads.
    @Parameter("Seed of all random choices", in: 0...9_007_199_254_740_991) public var seed = 1

    public init() {}
}

/// The parameters of a method that learns classes: its own, and those that all of them share.
public protocol SupervisedParameters: ParameterSet {
    /// How a spectrum becomes features.
    var look: FeatureParameters { get }
    /// How the method is judged.
    var training: TrainingParameters { get }
}
