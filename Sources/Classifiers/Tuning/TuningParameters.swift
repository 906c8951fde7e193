// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// What a training does beside learning and judging; shared by all methods whose model is kept.
public struct TuningParameters: ParameterSet {
    /// Inside the training spectra of each fold, so that the scores stay honest; time grows with budget and folds.
    @Parameter(
        "Search for better settings: none, all of a grid, some at random, or at random with most of them on few objects",
        choices: ["none", "grid", "random", "halving"])
    public var search = "none"
    /// A grid takes as many steps of each range as fit.
    @Parameter("Settings that a search tries at most, beside those given", in: 1...10_000) public var searchBudget = 20
    /// Steps are even in the logarithm for a range over a factor of 10 or more. Values that are lists are parted by |.
    @Parameter(
        "Values that are searched, as trees=100,300;featureShare=0.05..0.5: several, or a range; | parts lists")
    public var searchSpace = ""
    @Parameter(
        "What a search makes great", choices: ["accuracy", "balancedAccuracy", "macroF1", "logLoss"])
    public var searchScore = "macroF1"
    @Parameter("Parts of the cross-validation inside a search", in: 2...20) public var searchFolds = 3
    /// With the settings of the final model; takes about as long as the cross-validation again.
    @Parameter("Whether the report shows how scores rise with the number of spectra learnt from")
    public var learningCurve = false
    /// Learnt from the predictions of the cross-validation, kept in the model. Isotonic curves need some hundred spectra
    /// of each class.
    @Parameter(
        "How probabilities are made to mean what they say", choices: ["none", "temperature", "isotonic"])
    public var calibrate = "temperature"
    /// For objects whose lines lie a little apart: ejecta, rounded redshifts. Time and memory of learning grow in
    /// proportion. Needs pixels on an axis of wavelength, frequency, energy or wavenumber.
    @Parameter(
        "Copies of each spectrum that are learnt from too, each shifted by a velocity drawn at random", in: 0...100)
    public var velocityCopies = 0
    /// Half the spread of velocities inside a class, or somewhat less, is a good choice.
    @Parameter("Greatest velocity that a copy is shifted by, either way", in: 0...30_000, unit: "km/s")
    public var copyVelocity = 2000.0
    /// Probabilities then are those for as many objects of each class, or for something between; accuracy may fall.
    @Parameter(
        "How far classes of few objects are helped: 0 not at all, 1 as if every class were as common as any other",
        in: 0...1)
    public var rareClasses = 0.0

    public init() {}

    /// - Parameter space: what is worth searching for a method.
    init(space: String) { searchSpace = space }
}

/// The parameters of a method that can search for its own settings.
public protocol TunedParameters: SupervisedParameters {
    /// How a spectrum becomes features; searched too.
    var look: FeatureParameters { get set }
    /// What is done beside learning and judging.
    var tuning: TuningParameters { get set }
}
