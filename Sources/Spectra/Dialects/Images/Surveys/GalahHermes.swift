// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// GALAH's reduced HERMES spectra: one arm per file, with flux, normalised flux, relative error and corrections as
/// images.
///
/// The wavelengths are in air and corrected to the barycentre (DOPCOR). Source: Kos et al. 2017,
/// doi:10.1093/mnras/stw2064.
enum GalahHermes: FITSDialect {
    static let name = "galah-hermes"
    static let summary = "GALAH HERMES spectra, one arm per file, with a relative error image."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 1, file.hdus.count >= 3 else { return false }
        return hdu.header.text("INSTRUME")?.hasPrefix("HERMES") == true || file[extension: "relative_error"] != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        image.axis.medium = .air
        guard var spectrum = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image).first else {
            return []
        }
        let header = hdu.header
        if let errors = file[extension: "relative_error"], errors.imageShape == hdu.imageShape {
            spectrum.error = zip(spectrum.flux, try errors.pixels()).map { abs($0 * $1) }
        }
        spectrum.target.name = header.firstText("OBJ_NAME", "2MASS_ID", "GALAH_ID") ?? spectrum.target.name
        spectrum.group = header.text("GAIA_ID").flatMap { $0 == "None" ? nil : "Gaia \($0)" } ?? spectrum.target.name
        spectrum.target.ra = header.firstDouble("RA_ICRS", "RA_OBS")
        spectrum.target.dec = header.firstDouble("DEC_ICRS", "DEC_OBS")
        spectrum.observation.date = header.firstText("UTDATE_S", "UTDATE").flatMap { ObservationDate.iso8601($0) }
        spectrum.observation.mjd = header.firstDouble("UTMJD_S", "UTMJD")
        spectrum.observation.exposureTime = header.double("EXPOSED")
        spectrum.observation.velocityCorrection = header.double("BARYEFF")
        if header["DOPCOR01"] != nil || header["BARYEFF"] != nil { spectrum.observation.velocityFrame = "BARYCENTRIC" }
        if let width = header.double("RES"), width > 0,
            let middle = image.axis.values.dropFirst(image.axis.values.count / 2).first
        {
            spectrum.observation.resolvingPower = middle / width
        }
        for key in ["GAIA_ID", "2MASS_ID", "GALAH_ID", "RVCOM", "TEFF_R", "LOGG_R", "FE_H_R", "PIPE_VER", "SPECTID"] {
            spectrum.metadata[key] = header.text(key).flatMap { $0 == "None" ? nil : $0 }
        }
        return [spectrum]
    }
}
