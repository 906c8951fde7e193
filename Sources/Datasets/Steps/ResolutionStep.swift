// SPDX-License-Identifier: Apache-2.0

public import Parameters
import Spectra

/// Blurs spectra with a Gaussian to the resolution of the worst.
///
/// The target is the full width at half maximum ``fwhm`` (or standard deviation ``sigma``) in wavelength units, the
/// resolving power ``resolvingPower`` R = λ / FWHM, or a plain blur of ``pixels`` standard deviations in pixels. The
/// kernel's width is √(target² − own²), where a spectrum's own resolution is known (the archive's resolving power, or
/// ``from``); a spectrum that is already coarser is left out. Masked pixels get no weight; errors propagate as for
/// independent pixels (the blur itself correlates them).
public struct ResolutionStep: RecipeStep {
    public static let name = "resolution"
    public static let summary = "Blurs spectra with a Gaussian to one resolution."

    /// Exactly one of this, ``sigma``, ``resolvingPower`` and ``pixels`` must be set.
    @Parameter("Full width at half maximum to reach", in: 1e-9...1e9, unit: "recipe unit") public var fwhm: Double? =
        nil
    /// 2 √(2 ln 2) times it is the ``fwhm``.
    @Parameter("Standard deviation to reach", in: 1e-9...1e9, unit: "recipe unit") public var sigma: Double? = nil
    /// λ / FWHM, so that the kernel widens with wavelength.
    @Parameter("Resolving power to reach", in: 1...1e7) public var resolvingPower: Double? = nil
    /// The same for all spectra, whatever their own resolution.
    @Parameter("Standard deviation of a plain blur in pixels", in: 0.01...1000) public var pixels: Double? = nil
    /// For spectra whose archive states no resolving power.
    @Parameter("Resolving power of spectra that do not state theirs; not set: taken as perfectly sharp", in: 1...1e7)
    public var from: Double? = nil
    /// `refuse` leaves it out; `leave` does not blur it where it is coarser.
    @Parameter("What to do with a spectrum that is already coarser", choices: ["refuse", "leave"])
    public var coarser = "refuse"

    public init() {}

    public func check() throws {
        try validate()
        let given = [fwhm, sigma, resolvingPower, pixels].compactMap(\.self).count
        if given != 1 { throw StepFault("give one of fwhm, sigma, resolvingPower, pixels") }
    }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        let widths = try kernelWidths(for: spectrum)
        guard widths.contains(where: { $0 > 0 }) else { return }
        GaussianBlur.apply(standardDeviations: widths, inPixels: pixels != nil, to: &spectrum)
    }

    /// 2 √(2 ln 2).
    private static let fwhmPerSigma = 2.3548200450309493

    /// One standard deviation for every pixel, in pixels or wavelength units.
    private func kernelWidths(for spectrum: WorkingSpectrum) throws(Rejection) -> [Double] {
        if let pixels { return [Double](repeating: pixels, count: spectrum.count) }
        let own = spectrum.observation.resolvingPower ?? from
        var widths: [Double] = []
        widths.reserveCapacity(spectrum.count)
        for wavelength in spectrum.wavelengths {
            let target = sigma ?? (fwhm ?? wavelength / (resolvingPower ?? 1)) / Self.fwhmPerSigma
            let ownSigma = own.map { wavelength / $0 / Self.fwhmPerSigma } ?? 0
            let square = target * target - ownSigma * ownSigma
            if square < -1e-6 * target * target, coarser == "refuse" {
                throw Rejection(
                    step: Self.name, reason: "its resolution at \(wavelength) is coarser than the target")
            }
            widths.append(max(0, square).squareRoot())
        }
        return widths
    }
}
