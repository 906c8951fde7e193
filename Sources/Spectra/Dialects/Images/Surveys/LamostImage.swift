// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// LAMOST low-resolution spectra of DR1 to DR9: one image of five rows.
///
/// Row 1 is flux, row 2 inverse variance, rows 4 and 5 the AND and OR mask. Row 3 depends on the release, and EXTEN0
/// tells it: wavelength ("Flux Inverse Wavelength …", DR2 on), or the continuum-normalised flux ("… Subcontinuum …",
/// DR1). The axis is logarithmic although CTYPE1 says LINEAR, so it is computed from COEFF0 and COEFF1, to the last
/// digit the same in all releases.
enum LamostImage: FITSDialect {
    static let name = "lamost-image"
    static let summary = "LAMOST DR1 to DR9, low resolution: one image with rows of flux, inverse variance and masks."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 2, hdu.imageShape[1] == 5,
            hdu.imageShape[0] <= ImageAxis.limit
        else { return false }
        return hdu.header.text("TELESCOP") == "LAMOST" || hdu.header.text("ORIGIN") == "NAOC-LAMOST"
            || hdu.header.text("EXTEN0")?.hasPrefix("Flux") == true
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 2, hdu.imageShape[1] == 5 else { return [] }
        let header = hdu.header
        let count = hdu.imageShape[0]
        let coefficients = (
            start: header.double("COEFF0") ?? header.double("CRVAL1"),
            step: header.double("COEFF1") ?? header.double("CD1_1")
        )
        guard count > 0, let start = coefficients.start, let step = coefficients.step, step > 0, start > 1, start < 6
        else {
            throw SpectrumError.malformed(
                file: file.name, part: 0, row: 0, reason: "COEFF0 and COEFF1 give no logarithmic wavelength scale")
        }
        let axis = SpectralAxis(
            logarithmicFrom: start, step: step, count: count, unit: "Angstrom", medium: .vacuum)
        let rows = try hdu.pixels(in: 0..<5 * count)
        guard rows.count == 5 * count else {
            throw SpectrumError.malformed(file: file.name, part: 0, row: 0, reason: "fewer pixels than NAXIS1 × 5")
        }
        var spectrum = Spectrum(
            axis: axis, flux: Array(rows[..<count]), dialect: name, source: Spectrum.Source(file: file.name))
        // A pixel is bad if it is so in every exposure (AND mask), or has no weight.
        spectrum.mask = rows[3 * count..<4 * count].map { $0 != 0 }
        spectrum.take(inverseVariance: Array(rows[count..<2 * count]))
        describe(&spectrum, header)
        let thirdRow = header.text("EXTEN0")?.lowercased() ?? ""
        if thirdRow.contains("subcontinuum") {
            spectrum.metadata["release"] = spectrum.metadata["release"] ?? "DR1"
            spectrum.assumptions.append("Row 3 is the continuum-normalised flux of DR1; row 1 is read.")
        } else if !thirdRow.contains("wavelength") {
            spectrum.assumptions.append("EXTEN0 does not name the rows; they are taken to be those of DR2.")
        }
        return [spectrum]
    }

    private static func describe(_ spectrum: inout Spectrum, _ header: FITSHeader) {
        spectrum.identifier = header.text("FILENAME").map(FileContent.stem(of:)) ?? ""
        spectrum.target.name = header.text("DESIG") ?? header.text("OBJNAME")
        spectrum.group = spectrum.target.name
        spectrum.target.ra = header.double("RA")
        spectrum.target.dec = header.double("DEC")
        spectrum.target.redshift = header.double("Z").flatMap { $0 > -9000 ? $0 : nil }
        spectrum.label = header.text("CLASS")
        spectrum.subclass = header.text("SUBCLASS").flatMap { $0 == "Non" ? nil : $0 }
        spectrum.observation.date = header.text("DATE-OBS").flatMap { ObservationDate.iso8601($0) }
        spectrum.observation.mjd = spectrum.observation.date.flatMap(ObservationDate.mjd)
        spectrum.observation.exposureTime = header.double("EXPTIME")
        spectrum.observation.snr = header.double("SN_R") ?? header.double("SNRR")
        spectrum.observation.telescope = "LAMOST"
        spectrum.observation.instrument = header.integer("SPID").map { "spectrograph \($0)" }
        spectrum.observation.resolvingPower = 1800
        if case .logical(true) = header["HELIO"] { spectrum.observation.velocityFrame = "HELIOCENTRIC" }
        spectrum.observation.velocityCorrection = header.double("HELIO_RV")
        for key in ["OBSID", "PLANID", "FIBERID", "LMJD", "OBJTYPE"] {
            if let value = header.text(key) { spectrum.metadata[key] = value }
        }
        spectrum.metadata["release"] = header.text("DATA_V")
        spectrum.metadata["SN_G"] = header.text("SN_G") ?? header.text("SNRG")
        spectrum.assumptions.append("The resolving power is the survey's 1800; flux is relative.")
    }
}
