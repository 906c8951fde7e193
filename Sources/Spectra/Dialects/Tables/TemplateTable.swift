// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Template libraries as plain tables WAVELENGTH and FLUX, a row for each pixel (Kinney-Calzetti, Pickles).
///
/// They rarely say whether wavelengths are in air or in vacuum; then the medium is unknown.
enum TemplateTable: FITSDialect {
    static let name = "template-table"
    static let summary =
        "Template libraries: table WAVELENGTH, FLUX with a row for each pixel (Kinney-Calzetti, Pickles)"

    static func recognises(_ file: FITSFile) -> Bool { file.hdus.contains(where: isSpectrum) }

    private static func isSpectrum(_ hdu: FITSHDU) -> Bool {
        hdu.kind == .binaryTable && hdu.column("WAVELENGTH")?.repeatCount == 1 && hdu.column("FLUX")?.repeatCount == 1
            && hdu.rowCount > 1
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first(where: isSpectrum) else { return [] }
        let spectra = try FITSTable(hdu, of: file).pixelRows(
            spectral: "WAVELENGTH", flux: "FLUX", describedBy: file, dialect: name)
        return spectra.map { spectrum in
            var spectrum = spectrum
            spectrum.metadata["description"] = file.hdus[0].header.text("DESCRIP")
            spectrum.metadata["reference"] = file.hdus[0].header.text("SOURCE")
            return spectrum
        }
    }
}
