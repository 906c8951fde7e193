// SPDX-License-Identifier: Apache-2.0

public import Parameters
import Spectra

/// How a spectrum becomes the numbers that a method looks at; shared by all methods that look at bins of pixels.
public struct FeatureParameters: ParameterSet {
    /// A width that the grid has not two bins of is left out.
    @Parameter(
        "Widths of the pixel bins whose means are looked at, 1 for the pixels themselves; "
            + "none: a 128th and a 64th of the spectrum")
    public var pixelBins: [Int] = []
    /// Slopes and second differences do not mind the level of the continuum.
    @Parameter("Differences of neighbouring bins: 0 none, 1 slopes, 2 second differences too", in: 0...2)
    public var differences = 2
    /// Over the pixels with data of each spectrum by itself, so that nothing leaks between folds.
    @Parameter("Scaling before binning: mean 0 and standard deviation 1, or none", choices: ["standard", "none"])
    public var scaling = "standard"
    /// Names of the built-in list: "Halpha" or "Hα". Each adds its width, height, full width, velocity, asymmetry,
    /// peaks, V/R, separation and signal to noise, as they are measured in the spectrum before scaling.
    @Parameter(
        "Spectral lines whose measures are looked at beside the bins, by name, as Halpha,HeI_6678; none: no lines")
    public var lines: [String] = []

    public init() {}

    var features: SpectralFeatures {
        SpectralFeatures(pixelBins: pixelBins, differences: differences, standardises: scaling != "none", lines: lines)
    }

    /// - Throws: `ParameterError`, or `SpectrumError` for a line that there is not.
    func check() throws {
        _ = try LineList.builtIn.selecting(lines)
        if let width = pixelBins.first(where: { !(1...1_000_000).contains($0) }) {
            throw ParameterError.outOfRange(
                name: "pixelBins", text: "\(width)", allowed: "widths of 1 to 1000000 pixels")
        }
    }
}
