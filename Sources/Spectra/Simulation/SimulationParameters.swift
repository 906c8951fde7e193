// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// What a simulated survey is to hold; the flags of `secchi simulate`.
public struct SimulationParameters: ParameterSet {
    @Parameter("Number of spectra, all exposures of all objects counted", in: 1...10_000_000)
    public var spectra = 1000
    @Parameter("Seed of all random choices; equal seeds give equal files", in: 0...9e15)
    public var seed = 1
    @Parameter(
        "Archive layouts to write, of sdss, lamost-dr1, lamost-dr5, ondrejov, ssa-fits, ssa-votable; each object is in one"
    )
    public var layouts = ["sdss", "lamost-dr5", "ondrejov", "ssa-votable"]
    @Parameter("Share of each class as class=weight; classes not named do not occur")
    public var mix = [
        "absorption=58", "emission=8", "double-peak=4", "p-cygni=2", "m-star=11", "white-dwarf=3", "carbon-star=1",
        "qso=6", "galaxy=5", "artefact=2",
    ]
    @Parameter(
        "Objects of rare classes to hide among the others, one spectrum each, as class=number; they come on top of the mix"
    )
    public var planted: [String] = []
    @Parameter("Smallest signal-to-noise of a planted object, where it is above that of the others", in: 0.1...10_000)
    public var plantedSNR = 15.0
    @Parameter("Smallest median signal-to-noise per pixel asked for", in: 0.1...10_000)
    public var minimumSNR = 5.0
    @Parameter(
        "Largest median signal-to-noise per pixel asked for; between the two it is uniform in the logarithm",
        in: 0.1...10_000)
    public var maximumSNR = 80.0
    @Parameter("Share of objects that were observed more than once", in: 0...1)
    public var repeated = 0.2
    @Parameter("Largest number of exposures of one object", in: 1...50)
    public var maximumExposures = 4
    @Parameter("Largest interstellar extinction A(V); it is uniform from 0", in: 0...10, unit: "mag")
    public var maximumExtinction = 1.0
    @Parameter("Standard deviation of the error of the flux calibration, end to end, as a share of the flux", in: 0...1)
    public var calibrationError = 0.08
    @Parameter(
        "Share of spectra with a twin planted: the same bytes under another name, or the same exposure in another format",
        in: 0...1)
    public var duplicates = 0.0
    @Parameter("Number of broken files to plant, as a share of the spectra", in: 0...1)
    public var badFiles = 0.0
    @Parameter("Write LAMOST files gzip-compressed, as the archive does; it takes most of the time")
    public var compressed = false

    public init() {}
}
