// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Brings spectra to a common scale.
///
/// Measured over the valid pixels of one spectrum, in double precision; errors are divided by the same factor.
///
/// | method | result |
/// |---|---|
/// | `minmax` | (f − min) / (max − min) |
/// | `standard` | (f − mean) / σ, σ the population standard deviation |
/// | `l2` | f / √(Σ f²) |
/// | `median` | f / median; a spectrum whose median is not positive is left out |
/// | `none` | f |
///
/// A constant spectrum has nothing to divide by: with `minmax` and `standard` it becomes 0, and its errors unknown
/// (masked); with `l2` and `median` an all-zero one stays 0. ``constant`` can leave both out instead.
public struct ScaleStep: RecipeStep {
    public static let name = "scale"
    public static let summary = "Brings spectra to a common scale."

    /// A row of the table above.
    @Parameter("How", choices: ["minmax", "standard", "l2", "median", "none"]) public var method = "standard"
    /// `refuse` leaves it out; `zero` makes it all 0, with unknown errors.
    @Parameter("What to do with a spectrum that has no variance, or is all zero", choices: ["refuse", "zero"])
    public var constant = "refuse"

    public init() {}

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        guard method != "none" else { return }
        let values = spectrum.validFlux
        guard !values.isEmpty else { throw Rejection(step: Self.name, reason: "no pixel has data") }
        let (offset, divisor) = try measure(values)
        guard divisor > 0, divisor.isFinite else {
            guard constant == "zero" else {
                throw Rejection(step: Self.name, reason: "it is constant or all zero, so it cannot be scaled")
            }
            spectrum.flux = [Float](repeating: 0, count: spectrum.count)
            spectrum.error = nil
            return
        }
        for index in spectrum.flux.indices where !spectrum.mask[index] {
            spectrum.flux[index] = Float((Double(spectrum.flux[index]) - offset) / divisor)
        }
        spectrum.scaleErrors(by: 1 / divisor)
    }

    /// What to subtract, and then to divide by.
    private func measure(_ values: [Float]) throws(Rejection) -> (Double, Double) {
        switch method {
        case "minmax":
            let low = Double(values.min() ?? 0)
            return (low, Double(values.max() ?? 0) - low)
        case "standard":
            let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            let deviation = (squares / Double(values.count)).squareRoot()
            // Rounding leaves a constant spectrum with a deviation of about 1e-7 of its mean.
            return (mean, values.min() == values.max() ? 0 : deviation)
        case "l2":
            return (0, values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot())
        default:
            let median = Double(Robust.median(values))
            guard median > 0 || values.allSatisfy({ $0 == 0 }) else {
                throw Rejection(step: Self.name, reason: "its median \(median) is not positive")
            }
            return (0, median)
        }
    }
}
