// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Templates of the SDSS pipeline (spEigenStar, spEigenGal …): each line of one image is a template, NAMEn its class.
enum SdssTemplates: FITSDialect {
    static let name = "sdss-template"
    static let summary = "SDSS pipeline templates: lines of one image on a log10 grid, with NAMEn keywords."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 2, hdu.imageShape[1] <= 4096,
            hdu.imageShape[0] <= ImageAxis.limit
        else { return false }
        let header = hdu.header
        return header.double("COEFF0") != nil && header.double("COEFF1") != nil && header.text("NAME0") != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, recognises(file), let start = hdu.header.double("COEFF0"),
            let step = hdu.header.double("COEFF1")
        else { return [] }
        let width = hdu.imageShape[0]
        let axis = SpectralAxis(logarithmicFrom: start, step: step, count: width, unit: "Angstrom", medium: .vacuum)
        var spectra: [Spectrum] = []
        for line in 0..<hdu.imageShape[1] {
            var spectrum = Spectrum(
                axis: axis, flux: try hdu.pixels(in: line * width..<(line + 1) * width), dialect: name,
                source: Spectrum.Source(file: file.name, row: line))
            spectrum.label = hdu.header.text("NAME\(line)")
            spectrum.target.name = hdu.header.text("OBJECT")
            spectrum.group = "template \(spectrum.label ?? String(line))"
            spectrum.target.redshift = 0
            spectrum.assumptions.append("Wavelengths are in vacuum and at rest, as of all SDSS templates.")
            spectra.append(spectrum)
        }
        return spectra
    }
}
