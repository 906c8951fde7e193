// SPDX-License-Identifier: Apache-2.0

import Learning
public import Parameters

/// How spectra are compared and odd ones explained; shared by all methods that score how odd a spectrum is.
public struct OutlierView: ParameterSet {
    /// Odd spectra are explained by what they differ in from the mean of these.
    @Parameter("Nearest spectra that each spectrum is compared with", in: 1...1000) public var neighbours = 20
    /// The cosine does not mind the strength of a spectrum.
    @Parameter("Distance between spectra", choices: ["euclidean", "cosine"]) public var distance = "euclidean"
    /// Means of bins are steadier than pixels, and faster to compare.
    @Parameter("Width of the pixel bins whose means are compared; not set: at most 512 bins", in: 1...100_000)
    public var pixelBin: Int? = nil
    /// Over the pixels with data of each spectrum by itself.
    @Parameter("Scaling before binning: mean 0 and standard deviation 1, or none", choices: ["standard", "none"])
    public var scaling = "standard"
    /// Only what the report counts and marks depends on it.
    @Parameter(
        "Score from which a spectrum is unusual; not set: where the scores leave those of the others behind",
        in: 0...1e6)
    public var unusual: Double? = nil
    /// Bands are found, and common patterns looked for, among these.
    @Parameter("Spectra to explain, the oddest first", in: 0...2000) public var explained = 200
    /// Of what is left after the mean of the neighbours is taken away.
    @Parameter("Correlation from which two odd spectra have a common pattern", in: 0.1...1)
    public var patternCorrelation = 0.7
    /// Equal seeds give equal bits for any number of threads.
    @Parameter("Seed of all random choices", in: 0...9_007_199_254_740_991) public var seed = 1

    public init() {}
}

/// The parameters of a method that scores how odd spectra are: its own, and those that all of them share.
public protocol OutlierParameters: ParameterSet {
    /// How spectra are compared and odd ones explained.
    var view: OutlierView { get set }
}

extension OutlierView {
    func features(pixelCount: Int) -> SpectralFeatures {
        SpectralFeatures(
            pixelBins: [pixelBin ?? max(1, (pixelCount + 511) / 512)], differences: 0, standardises: scaling != "none")
    }

    var search: NeighbourSearch {
        var search = NeighbourSearch()
        search.count = neighbours
        search.distance = distance == "cosine" ? .cosine : .euclidean
        return search
    }
}
