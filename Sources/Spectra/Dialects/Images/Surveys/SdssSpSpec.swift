// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// SDSS-I spectra of DR1 to DR7 (spSpec): an image with lines of flux, continuum-subtracted flux, error and mask.
///
/// Source: SDSS DR7 data model "spSpec". Mask bits 18 (rejected in all exposures), 22 (no sky), 23 (bright sky), 24 (no
/// data) and 25 (rejected when combined) make a pixel bad.
enum SdssSpSpec: FITSDialect {
    static let name = "sdss-spSpec"
    static let summary = "SDSS DR1 to DR7 spSpec: an image of flux, continuum-subtracted flux, error and mask."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 2, (3...5).contains(hdu.imageShape[1]),
            hdu.imageShape[0] <= ImageAxis.limit
        else { return false }
        let header = hdu.header
        return header.double("COEFF0") != nil && header["SPEC_CLN"] != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, recognises(file), let start = hdu.header.double("COEFF0"),
            let step = hdu.header.double("COEFF1")
        else { return [] }
        let header = hdu.header
        let count = hdu.imageShape[0]
        var spectrum = Spectrum(
            axis: SpectralAxis(logarithmicFrom: start, step: step, count: count, unit: "Angstrom", medium: .vacuum),
            flux: try hdu.pixels(in: 0..<count),
            fluxUnit: PhysicalUnit.canonical(header.text("BUNIT") ?? "1E-17 erg/cm/s/Ang"), dialect: name,
            source: Spectrum.Source(file: file.name))
        if spectrum.fluxUnit == PhysicalUnit.canonical("1E-17 erg/cm/s/Ang") {
            // These files leave out the square.
            spectrum.fluxUnit = PhysicalUnit.canonical("1E-17 erg/cm^2/s/Ang")
            spectrum.assumptions.append("The unit 1E-17 erg/cm/s/Ang is taken for 1E-17 erg/cm^2/s/Ang.")
        }
        // Zero marks a pixel without data.
        spectrum.error = try hdu.pixels(in: 2 * count..<3 * count).map { $0 > 0 ? $0 : .infinity }
        if hdu.imageShape[1] > 3 {
            let bad = 0x03C4_0000
            spectrum.mask = try hdu.pixelsAsDoubles(in: 3 * count..<4 * count).map {
                (Int(exactly: $0) ?? bad) & bad != 0
            }
        }
        describe(&spectrum, header)
        return [spectrum]
    }

    private static func describe(_ spectrum: inout Spectrum, _ header: FITSHeader) {
        spectrum.target.ra = header.double("RAOBJ")
        spectrum.target.dec = header.double("DECOBJ")
        spectrum.target.redshift = header.double("Z")
        spectrum.target.name = header.text("NAME")
        spectrum.describe(from: header)
        let classes = [1: "STAR", 2: "GALAXY", 3: "QSO", 4: "QSO", 6: "STAR"]
        spectrum.label = header.integer("SPEC_CLN").flatMap { classes[$0] }
        spectrum.subclass = header.integer("SPEC_CLN") == 6 ? "late type" : nil
        spectrum.observation.snr = header.double("SN_R") ?? header.double("SN_G")
        spectrum.observation.velocityFrame = "HELIOCENTRIC"
        for key in ["MJD", "PLATEID", "FIBERID", "OBJTYPE"] { spectrum.metadata[key] = header.text(key) }
    }
}
