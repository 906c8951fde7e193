// SPDX-License-Identifier: Apache-2.0

import Learning
public import Parameters

extension MapModule {
    /// What a user can set; the defaults suit some thousand to some hundred thousand spectra.
    public struct Parameters: ParameterSet {
        /// A few to a few hundred spectra a unit make maps that can be read.
        @Parameter("Units in a row of the map", in: 1...1000) public var width = 20
        /// As many as ``width`` makes a square.
        @Parameter("Rows of the map", in: 1...1000) public var height = 20
        /// Four sides and corners, or six sides.
        @Parameter("Shape of the grid", choices: ["rectangular", "hexagonal"]) public var topology = "rectangular"
        /// Without edges no unit is at a disadvantage.
        @Parameter("Whether left meets right and top meets bottom") public var toroidal = false
        /// A batch map depends on no order of the spectra, and is much the faster.
        @Parameter("Training: all spectra at once, or one by one", choices: ["batch", "online"])
        public var training = "batch"
        /// Components make maps that look alike from run to run.
        @Parameter(
            "Start: the plane of the first two principal components, or random spectra",
            choices: ["components", "random"])
        public var start = "components"
        /// Twenty or more for small maps of few spectra.
        @Parameter("Times that every spectrum is seen", in: 1...100_000) public var epochs = 10
        /// How the pull of a unit falls with distance on the map.
        @Parameter("Neighbourhood: a bell, or all within the radius alike", choices: ["gaussian", "bubble"])
        public var neighbourhood = "gaussian"
        /// Not set: a third of the longer side, half of it with a random start.
        @Parameter("Radius of the neighbourhood at the start, in units", in: 0.01...1000) public var firstRadius:
            Double? = nil
        /// Smaller fits the spectra better and tears the map more.
        @Parameter("Radius of the neighbourhood at the end, in units", in: 0.01...1000) public var lastRadius = 1.2
        /// In equal steps or in equal ratios.
        @Parameter("How the radius falls", choices: ["linear", "exponential", "inverseTime"]) public var radiusDecay =
            "linear"
        /// Of online training.
        @Parameter("Share of the way to a spectrum that its unit goes at first", in: 0.0001...1)
        public var learningRate = 0.5
        /// To a hundredth of the first rate.
        @Parameter("How the learning rate falls", choices: ["linear", "exponential", "inverseTime"])
        public var learningRateDecay = "linear"
        /// How a spectrum becomes numbers.
        public var look = PixelParameters()

        public init() {}
    }
}

extension MapModule.Parameters {
    var map: SelfOrganisingMap {
        var map = SelfOrganisingMap()
        map.width = width
        map.height = height
        map.topology = MapGrid.Topology(rawValue: topology) ?? .rectangular
        map.isToroidal = toroidal
        map.training = SelfOrganisingMap.Training(rawValue: training) ?? .batch
        map.start = start == "random" ? .random : .principalComponents
        map.epochs = epochs
        map.neighbourhood = SelfOrganisingMap.Neighbourhood(rawValue: neighbourhood) ?? .gaussian
        map.firstRadius = firstRadius
        map.lastRadius = lastRadius
        map.radiusDecay = SelfOrganisingMap.Decay(rawValue: radiusDecay) ?? .linear
        map.learningRate = learningRate
        map.learningRateDecay = SelfOrganisingMap.Decay(rawValue: learningRateDecay) ?? .linear
        return map
    }
}
