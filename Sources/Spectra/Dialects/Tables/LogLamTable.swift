// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Tables with a row for each pixel and the logarithm of the wavelength, as PyHammer's templates: LogLam, Flux,
/// PropErr.
enum LogLamTable: FITSDialect {
    static let name = "loglam-table"
    static let summary = "Templates with columns LogLam and Flux (PyHammer and others made from SDSS spectra)"

    static func recognises(_ file: FITSFile) -> Bool { file.hdus.contains(where: isSpectrum) }

    private static func isSpectrum(_ hdu: FITSHDU) -> Bool {
        hdu.kind == .binaryTable && hdu.column("LogLam")?.repeatCount == 1 && hdu.column("Flux")?.repeatCount == 1
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first(where: isSpectrum) else { return [] }
        let table = FITSTable(hdu, of: file)
        guard let loglam = table.column("LogLam"), let flux = table.column("Flux") else { return [] }
        var roles = ColumnRoles(spectral: loglam, flux: flux, evidence: .name)
        roles.addErrors(from: table.columns)
        return try table.spectra(roles, dialect: name).map { spectrum in
            var spectrum = spectrum
            spectrum.describe(from: hdu.header)
            spectrum.describe(from: file.hdus[0].header)
            return spectrum
        }
    }
}
