// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Divides by, or subtracts, a smooth continuum.
///
/// `polynomial` fits Legendre polynomials and `spline` a cubic B-spline of ``pieces`` even pieces, by least
/// squares, leaving out in each of ``iterations`` rounds what lies more than ``clipLow`` standard deviations below or
/// ``clipHigh`` above; `percentile` takes the running ``percentile`` of ``window`` wavelength units. Errors are divided
/// too; pixels where the continuum is not positive are masked when dividing.
public struct ContinuumStep: RecipeStep {
    public static let name = "continuum"
    public static let summary = "Divides by, or subtracts, a smooth continuum."

    /// Says which of the settings below count; those of other methods are passed over.
    @Parameter("How the continuum is found", choices: ["polynomial", "spline", "percentile"])
    public var method = "polynomial"
    /// Division keeps the ratio of lines to continuum, subtraction their flux.
    @Parameter("What is done with it", choices: ["divide", "subtract"]) public var operation = "divide"
    /// For `polynomial`; a spectrum with fewer valid pixels than degree + 1 is left out.
    @Parameter("Degree of the polynomial", in: 0...30) public var degree = 5
    /// For `spline`; a spectrum with fewer valid pixels than pieces + 3 is left out.
    @Parameter("Pieces of the spline", in: 1...200) public var pieces = 10
    /// For `polynomial` and `spline`; small, so that absorption lines do not draw the fit down.
    @Parameter("Standard deviations below the fit that are clipped", in: 0.1...1000) public var clipLow = 2.0
    /// For `polynomial` and `spline`; small, so that emission lines do not draw the fit up.
    @Parameter("Standard deviations above the fit that are clipped", in: 0.1...1000) public var clipHigh = 4.0
    /// For `polynomial` and `spline`; 0 is the plain fit. A pixel once clipped may come back in a later round.
    @Parameter("Rounds of clipping", in: 0...100) public var iterations = 5
    /// For `percentile`: the pixels within half of it on either side, fewer near the ends.
    @Parameter("Width of the running percentile", in: 0...1e12, unit: "recipe unit") public var window = 200.0
    /// For `percentile`; 50 is the running median.
    @Parameter("The percentile", in: 0...100) public var percentile = 75.0

    public init() {}

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        let continuum = try continuum(of: spectrum)
        for index in spectrum.flux.indices where !spectrum.mask[index] {
            if operation == "subtract" {
                spectrum.flux[index] = Float(Double(spectrum.flux[index]) - continuum[index])
            } else if continuum[index] > 0, continuum[index].isFinite {
                spectrum.flux[index] = Float(Double(spectrum.flux[index]) / continuum[index])
                if let error = spectrum.error?[index] {
                    spectrum.error?[index] = Float(Double(error) / continuum[index])
                }
            } else {
                spectrum.mask[index] = true
            }
        }
        guard spectrum.mask.contains(false) else {
            throw Rejection(step: Self.name, reason: "its continuum is nowhere positive; subtract it instead")
        }
    }

    /// The continuum at every pixel.
    func continuum(of spectrum: WorkingSpectrum) throws(Rejection) -> [Double] {
        switch method {
        case "percentile":
            return RunningPercentile.continuum(of: spectrum, width: window, percentile: percentile)
        default:
            let basis: ContinuumFit.Basis = method == "spline" ? .spline(pieces: pieces) : .legendre(degree: degree)
            let fit = ContinuumFit(basis: basis, clipLow: clipLow, clipHigh: clipHigh, iterations: iterations)
            guard let values = fit.continuum(of: spectrum) else {
                throw Rejection(step: Self.name, reason: "it has too few pixels with data for the continuum")
            }
            return values
        }
    }
}
