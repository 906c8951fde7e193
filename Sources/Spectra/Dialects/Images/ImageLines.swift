// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// The lines of an image that share one spectral axis, as spectra.
struct ImageLines {
    private let hdu: FITSHDU
    private let file: String
    /// More lines than this are a picture or a cube, not a set of spectra.
    static let limit = 20_000

    init(_ hdu: FITSHDU, file: String) {
        self.hdu = hdu
        self.file = file
    }

    /// One spectrum per line of the first plane, described by the header.
    func spectra(dialect: String, image: ImageAxis) throws -> [Spectrum] {
        let width = hdu.imageShape[0]
        let height = hdu.imageShape.count > 1 ? hdu.imageShape[1] : 1
        guard height <= ImageLines.limit else {
            throw SpectrumError.tooLarge(file: file, what: "\(height) lines", limit: ImageLines.limit)
        }
        var common = Spectrum(
            axis: image.axis, flux: [], fluxUnit: PhysicalUnit.canonical(hdu.header.text("BUNIT") ?? ""),
            dialect: dialect,
            source: Spectrum.Source(file: file, part: hdu.index))
        common.assumptions = image.assumptions
        common.describe(from: hdu.header)
        if hdu.imageShape.count > 2, hdu.imageShape[2] > 1 {
            common.assumptions.append("Plane 1 of \(hdu.imageShape[2]) is read.")
        }
        if height > 1 { common.assumptions.append("Each of the \(height) lines of the image is taken for a spectrum.") }
        var spectra: [Spectrum] = []
        spectra.reserveCapacity(height)
        for line in 0..<height {
            var spectrum = common
            spectrum.flux = try hdu.pixels(in: line * width..<(line + 1) * width)
            spectrum.source.row = line
            spectra.append(spectrum)
        }
        return spectra
    }
}
