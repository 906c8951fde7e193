// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Spectra of the BeSS database of Be stars: one linear image with BSS_ keywords, in ångström in air.
///
/// Source: BeSS FITS format, version 1.5 (Neiner et al. 2011, doi:10.1088/0004-6256/142/5/149). BSS_VHEL is the
/// heliocentric correction that was applied: 0 means topocentric wavelengths.
enum BessImage: FITSDialect {
    static let name = "bess-linear"
    static let summary = "BeSS database and amateur spectra with BSS_ keywords: linear, in air."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 1 else { return false }
        let header = hdu.header
        return header["BSS_VHEL"] != nil || header["BSS_SITE"] != nil || header["BSS_INST"] != nil
            || header["BSS_NORM"] != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        image.axis.medium = SpectralMedium(hdu.header) ?? .air
        let spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        return spectra.map { spectrum in
            var spectrum = spectrum
            let header = hdu.header
            spectrum.target.name = header.firstText("OBJNAME", "OBJECT")
            spectrum.observation.instrument = header.text("BSS_INST") ?? spectrum.observation.instrument
            spectrum.observation.velocityCorrection = header.double("BSS_VHEL")
            if let correction = spectrum.observation.velocityCorrection {
                spectrum.observation.velocityFrame = correction == 0 ? "TOPOCENTRIC" : "HELIOCENTRIC"
            }
            for key in ["BSS_SITE", "BSS_NORM", "BSS_TELL", "BSS_COSM", "OBSERVER"] {
                spectrum.metadata[key] = header.text(key)
            }
            return spectrum
        }
    }
}
