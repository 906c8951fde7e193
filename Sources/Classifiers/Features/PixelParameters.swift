// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning
public import Parameters

/// How a spectrum becomes the numbers that its distance to others is measured in; shared by methods without labels.
public struct PixelParameters: ParameterSet {
    /// 1 for the pixels themselves.
    @Parameter("Width of the pixel bins whose means are compared", in: 1...1_000_000) public var pixelBin = 1
    /// Standard scaling compares shapes, whatever the level and strength of the flux.
    @Parameter(
        "Scaling before: each spectrum to mean 0 and standard deviation 1, or none", choices: ["standard", "none"])
    public var scaling = "standard"
    /// Equal seeds give equal bits for any number of threads.
    @Parameter("Seed of all random choices", in: 0...9_007_199_254_740_991) public var seed = 1

    public init() {}

    /// n × bins; a bin without data has the value 0, the mean of a standardised spectrum.
    func matrix(of dataset: Dataset, context: ExecutionContext) throws -> FeatureMatrix {
        try features.matrix(of: dataset, context: context)
    }

    /// The middle of each bin, in the unit of the grid.
    func wavelengths(of dataset: Dataset) -> [Double] {
        features.pixels(of: dataset.pixelCount).map { bin in
            dataset.grid.values[bin].reduce(0, +) / Double(bin.count)
        }
    }

    private var features: SpectralFeatures {
        SpectralFeatures(pixelBins: [pixelBin], differences: 0, standardises: scaling != "none")
    }
}
