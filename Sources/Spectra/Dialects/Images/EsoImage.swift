// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// One-dimensional products of ESO pipelines (UVES, FEROS, HARPS s1d): a linear image with HIERARCH ESO keywords.
enum EsoImage: FITSDialect {
    static let name = "eso-linear"
    static let summary = "One-dimensional linear images of the ESO pipelines (UVES, FEROS, HARPS)."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 1, hdu.imageShape[0] > 1 else { return false }
        return hdu.header.text("ORIGIN")?.hasPrefix("ESO") == true && hdu.header.double("CRVAL1") != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        if image.axis.medium == .unknown {
            image.axis.medium = .air
            image.assumptions.append("Air or vacuum is not stated: air, as of the pipeline's line lists, is taken.")
        }
        let spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        return spectra.map { spectrum in
            var spectrum = spectrum
            let header = hdu.header
            // OBJECT is often the recipe's tag; the observation block names the target.
            spectrum.target.name = header.text("ESO OBS TARG NAME") ?? spectrum.target.name
            spectrum.observation.snr =
                header.firstDouble("SNR", "ESO QC SNR", "ESO QC FLUX SN") ?? spectrum.observation.snr
            spectrum.metadata["programme"] = header.text("ESO OBS PROG ID")
            spectrum.metadata["product"] = header.text("ESO PRO CATG")
            return spectrum
        }
    }
}
