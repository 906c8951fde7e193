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
        return try FITSTable(hdu, of: file).pixelRows(
            spectral: "LogLam", flux: "Flux", describedBy: file, dialect: name)
    }
}
