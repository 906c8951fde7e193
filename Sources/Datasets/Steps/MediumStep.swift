// SPDX-License-Identifier: Apache-2.0

public import Parameters
public import Spectra

/// Brings wavelengths in air and in vacuum to one of them.
///
/// The two differ by 1.8 Å at Hα, three SDSS pixels. Flux per pixel is not touched.
public struct MediumStep: RecipeStep {
    public static let name = "medium"
    public static let summary = "Brings wavelengths in air and in vacuum to one of them."

    /// Also what the grid of the dataset is said to be in.
    @Parameter("The medium to bring all spectra to", choices: ["vacuum", "air"]) public var to = "vacuum"
    /// `refuse` leaves the spectrum out.
    @Parameter(
        "What a spectrum is taken for that does not state its medium", choices: ["refuse", "vacuum", "air"])
    public var unknown = "refuse"

    public init() {}

    /// ``to`` as a medium.
    public var target: SpectralMedium { to == "air" ? .air : .vacuum }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        if spectrum.medium == .unknown {
            guard unknown != "refuse" else {
                throw Rejection(
                    step: Self.name,
                    reason: "it does not say whether its wavelengths are in air or vacuum; set unknown to one of them")
            }
            spectrum.medium = unknown == "air" ? .air : .vacuum
        }
        try spectrum.convert(to: target)
    }
}
