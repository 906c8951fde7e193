// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Spitzer Infrared Spectrograph tables: WAVELENGTH in µm, FLUX in Jy, a row for each pixel.
///
/// Wavelengths of a space telescope's infrared spectrograph are in vacuum.
enum SpitzerIrs: FITSDialect {
    static let name = "spitzer-irs"
    static let summary = "Spitzer IRS spectra: table WAVELENGTH (um), FLUX (Jy), SIGMA"

    static func recognises(_ file: FITSFile) -> Bool { table(of: file) != nil }

    private static func table(of file: FITSFile) -> FITSHDU? {
        file.hdus.first { hdu in
            guard hdu.kind == .binaryTable, hdu.column("WAVELENGTH") != nil, hdu.column("FLUX") != nil else {
                return false
            }
            return hdu.header.text("EXTNAME")?.uppercased() == "IRSCOADD"
                || [file.hdus[0].header, hdu.header].contains { header in
                    header.text("TELESCOP")?.uppercased() == "SPITZER"
                        && header.text("INSTRUME")?.uppercased() == "IRSX"
                }
        }
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = table(of: file) else { return [] }
        let table = FITSTable(hdu, of: file)
        guard let roles = ColumnRoles(table.columns) else { return [] }
        return try table.spectra(roles, dialect: name).map { spectrum in
            var spectrum = spectrum
            spectrum.axis.medium = .vacuum
            spectrum.observation.telescope = "Spitzer"
            spectrum.observation.instrument = "IRS"
            spectrum.observation.resolvingPower = hdu.header.double("RES")
            spectrum.describe(from: hdu.header)
            spectrum.describe(from: file.hdus[0].header)
            return spectrum
        }
    }
}
