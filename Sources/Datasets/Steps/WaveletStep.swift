// SPDX-License-Identifier: Apache-2.0

import Learning
public import Parameters

/// Takes noise out by shrinking small wavelet details.
///
/// Details of the spectrum at up to ``levels`` scales that are no larger than noise makes them are shrunk or dropped, and
/// the spectrum is put together again. Masked pixels are bridged by straight lines meanwhile and stay masked. Errors stay as
/// they are: those of the pixels before. The steps count pixels, so denoise before ``ScaleStep`` or after, but on pixels of
/// even spacing.
public struct WaveletStep: RecipeStep {
    public static let name = "wavelet-denoise"
    public static let summary = "Takes noise out by shrinking small wavelet details."

    /// `starlet` is the undecimated B-spline transform, that keeps lines where they are.
    @Parameter("The wavelet", choices: ["starlet"] + Wavelet.names) public var wavelet = "sym8"
    /// Fewer where the spectrum is too short.
    @Parameter("Scales that are cleaned; each is twice as broad as the one before", in: 1...16) public var levels = 4
    /// Not for `starlet`, which drops what is below ``significance`` standard deviations in each scale.
    @Parameter("How the threshold is found", choices: ["bayes", "universal", "sure"]) public var rule = "bayes"
    /// `soft` makes what is above smaller by the threshold, `hard` leaves it.
    @Parameter("What becomes of details above the threshold", choices: ["soft", "hard"]) public var shrinkage = "soft"
    /// For `starlet`.
    @Parameter("Standard deviations of noise below which a detail is dropped", in: 0...100) public var significance =
        3.0

    public init() {}

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        guard spectrum.mask.contains(false) else { throw Rejection(step: Self.name, reason: "no pixel has data") }
        let values: [Float]
        do {
            values = try denoised(spectrum)
        } catch {
            throw Rejection(step: Self.name, reason: "\(error)")
        }
        for index in spectrum.flux.indices where !spectrum.mask[index] {
            // A bridge between huge values may overflow.
            if values[index].isFinite { spectrum.flux[index] = values[index] } else { spectrum.mask[index] = true }
        }
    }

    private func denoised(_ spectrum: WorkingSpectrum) throws -> [Float] {
        let shrinkage = WaveletDenoising.Shrinkage(rawValue: shrinkage) ?? .soft
        guard wavelet != "starlet" else {
            let denoising = StarletDenoising(
                starlet: Starlet(scales: levels), significance: significance, shrinkage: shrinkage)
            return try denoising.denoised(spectrum.flux, masked: spectrum.mask)
        }
        var transform = WaveletTransform(wavelet: try .named(wavelet))
        transform.levels = min(levels, transform.maximumLevels(of: spectrum.count))
        let rule = WaveletDenoising.Rule(rawValue: rule) ?? .bayes
        let denoising = WaveletDenoising(transform: transform, rule: rule, shrinkage: shrinkage)
        return try denoising.denoised(spectrum.flux, masked: spectrum.mask)
    }
}
