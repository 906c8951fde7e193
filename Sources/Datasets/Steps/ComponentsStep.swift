// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Takes noise out by keeping what the principal components of the dataset can say of a spectrum.
///
/// A spectrum becomes the mixture of a constant, the mean spectrum and the first components that is nearest to it by least
/// squares, weighted by its errors if it has any; masked pixels take no part and stay masked. Components are learnt when a
/// dataset is built, from up to 4000 of its spectra, each brought to mean 0 and variance 1, and are kept in the recipe as
/// ``basis``, so that new spectra are prepared as those of the dataset were. Errors stay as they are: those of the pixels
/// before. What is rare is not in the components: do not look for outliers in spectra that were cleaned so.
///
/// - SeeAlso: Connolly et al. 1995, doi:10.1086/117587; Yip et al. 2004, doi:10.1086/425626.
public struct ComponentsStep: RecipeStep {
    public static let name = "pca-denoise"
    public static let summary = "Takes noise out by keeping what principal components of the dataset say of a spectrum."

    /// Fewer where the dataset has fewer spectra or pixels.
    @Parameter("Components that are kept", in: 1...256) public var components = 10
    /// See ``SpectrumBasis``.
    @Parameter("The components as text, written by the build; not set: learnt from the spectra of the dataset")
    public var basis: SpectrumBasis? = nil

    public init() {}

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        guard let basis else {
            // Somebody only asks for the grid.
            guard !grid.values.isEmpty else { return }
            throw Rejection(
                step: Self.name, reason: "its components are not learnt yet; build a dataset with this recipe")
        }
        guard spectrum.count == basis.pixelCount else {
            throw Rejection(
                step: Self.name,
                reason: "it has \(spectrum.count) pixels, its components \(basis.pixelCount); put the step behind rebin"
            )
        }
        guard spectrum.validCount > basis.componentCount + 2 else {
            throw Rejection(
                step: Self.name,
                reason: "\(spectrum.validCount) pixels with data do not settle \(basis.componentCount) components")
        }
        // Flux may be tiny or huge in its unit; single precision wants neither.
        var greatest: Float = 0
        for index in spectrum.flux.indices where !spectrum.mask[index] {
            greatest = max(greatest, spectrum.flux[index].magnitude)
        }
        guard greatest > 0 else { return }
        var flux = [Float](repeating: 0, count: spectrum.count)
        for index in flux.indices where !spectrum.mask[index] { flux[index] = spectrum.flux[index] / greatest }
        let mixture: [Float]
        do {
            mixture = try basis.nearest(to: flux, weights: weights(of: spectrum))
        } catch {
            throw Rejection(step: Self.name, reason: "\(error)")
        }
        for index in spectrum.flux.indices where !spectrum.mask[index] {
            let value = mixture[index] * greatest
            if value.isFinite { spectrum.flux[index] = value } else { spectrum.mask[index] = true }
        }
    }

    /// Inverse variances relative to the greatest; 0 for masked pixels, 1 for all others without errors.
    private func weights(of spectrum: WorkingSpectrum) -> [Float] {
        var weights = spectrum.mask.map { $0 ? Float(0) : 1 }
        guard let error = spectrum.error else { return weights }
        var least = Float.infinity
        for index in weights.indices where !spectrum.mask[index] && error[index] > 0 {
            least = min(least, error[index])
        }
        guard least.isFinite else { return weights }
        for index in weights.indices where !spectrum.mask[index] {
            let ratio = error[index] > 0 ? least / error[index] : 0
            weights[index] = ratio * ratio
        }
        return weights
    }
}
