// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Masks pixels: those the archive calls bad, wavelength ranges such as telluric bands, spikes, and cosmic rays.
///
/// The archive's mask is heeded from the first step on, also without this step, unless ``archive`` is false; pixels
/// that are not finite, or have no finite error, are always masked. Masked pixels contribute no flux to any later step.
/// A spike is a pixel that lies more than ``spikes`` robust standard deviations (1.4826 × the median absolute
/// deviation) above or below the running median of ``window`` valid pixels; the neighbours of a resolved line are
/// protected by taking the deviation over the whole spectrum's residuals.
///
/// A cosmic ray is a peak that is sharper than any line the instrument can show: ``cosmics`` standard deviations above
/// the pixels 2 to 4 places away on both sides, with neighbours that on average reach less than 0.42 of its height. A line of a
/// spectrograph with two pixels to the resolution keeps 0.5 there, and more if it is resolved. The deviation is the
/// spectrum's error, or the robust one of differences of neighbouring pixels. Peak and neighbours are masked. It works on
/// the pixels of the detector, so it stands before ``RebinStep``.
public struct MaskStep: RecipeStep {
    public static let name = "mask"
    public static let summary = "Masks bad pixels, wavelength ranges, spikes and cosmic rays."

    /// False trusts what the archive calls bad, in the steps before this one too.
    @Parameter("Heed the archive's own mask") public var archive = true
    /// Both ends belong to a range; in the recipe's unit.
    @Parameter("Wavelength ranges to mask, such as 6860-6960,7590-7700") public var ranges: [String] = []
    /// In either direction; `nil` keeps spikes.
    @Parameter(
        "Robust standard deviations from the running median that make a spike; not set: keep spikes", in: 1...1e6)
    public var spikes: Double? = nil
    /// Made odd; masked pixels are passed over.
    @Parameter("Pixels in the running median for spikes", in: 3...10_001) public var window = 11
    /// `nil` keeps them; lines in emission are safe if the resolution is two pixels or more.
    @Parameter(
        "Standard deviations above its surroundings from which a peak sharper than a line is a cosmic ray; not set: keep",
        in: 3...1e6)
    public var cosmics: Double? = nil

    public init() {}

    public func check() throws {
        try validate()
        for range in ranges where Self.bounds(of: range) == nil {
            throw StepFault("\"\(range)\" is not a range such as 6860-6960")
        }
    }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        for (low, high) in ranges.compactMap(Self.bounds) {
            for index in spectrum.wavelengths.indices
            where spectrum.wavelengths[index] >= low && spectrum.wavelengths[index] <= high {
                spectrum.mask[index] = true
            }
        }
        if let cosmics { CosmicRays(limit: cosmics).mask(in: &spectrum) }
        if let spikes { maskSpikes(above: spikes, in: &spectrum) }
    }

    private func maskSpikes(above limit: Double, in spectrum: inout WorkingSpectrum) {
        let valid = spectrum.mask.indices.filter { !spectrum.mask[$0] }
        guard valid.count > 2 else { return }
        let values = valid.map { spectrum.flux[$0] }
        let smooth = RunningPercentile.of(values, window: min(window | 1, values.count), percentile: 50)
        let residuals = zip(values, smooth).map { $0 - $1 }
        let deviation = 1.4826 * Double(Robust.median(residuals.map(abs)))
        guard deviation > 0 else { return }
        for (place, index) in valid.enumerated() where Double(abs(residuals[place])) > limit * deviation {
            spectrum.mask[index] = true
        }
    }

    private static func bounds(of range: String) -> (Double, Double)? {
        let ends = range.split(separator: "-").map { Double($0.filter { !$0.isWhitespace }) }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, high.isFinite else { return nil }
        return (low, high)
    }
}
