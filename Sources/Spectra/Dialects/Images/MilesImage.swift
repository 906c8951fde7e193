// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Stars of the MILES library as one-dimensional images without a unit: ångström in air.
///
/// Source: Sánchez-Blázquez et al. 2006, doi:10.1111/j.1365-2966.2006.10699.x.
enum MilesImage: FITSDialect {
    static let name = "miles-image"
    static let summary = "Stars of the MILES library: one linear image in air, without units."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, hdu.imageShape.count == 1 else { return false }
        return hdu.header.text("TPLLIB")?.uppercased() == "MILES"
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        image.axis.medium = .air
        image.assumptions.append("Wavelengths are in air and at rest, as of the MILES library.")
        guard var spectrum = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image).first else {
            return []
        }
        if let width = hdu.header.double("FWHM"), width > 0 { spectrum.observation.resolvingPower = 5500 / width }
        spectrum.metadata["library"] = "MILES"
        return [spectrum]
    }
}
