// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// CALSPEC standard stars: WAVELENGTH, FLUX (FLAM), STATERROR, SYSERROR, FWHM, a row for each pixel.
///
/// Wavelengths are in vacuum (Bohlin, Gordon & Tremblay 2014, doi:10.1086/677655). The error is the root of the sum of
/// the squares of statistical and systematic error.
enum Calspec: FITSDialect {
    static let name = "calspec"
    static let summary = "CALSPEC standard stars: table WAVELENGTH, FLUX, STATERROR, SYSERROR"

    static func recognises(_ file: FITSFile) -> Bool { table(of: file) != nil }

    private static func table(of file: FITSFile) -> FITSHDU? {
        file.hdus.first { hdu in
            hdu.kind == .binaryTable
                && ["WAVELENGTH", "FLUX", "STATERROR", "SYSERROR"].allSatisfy { hdu.column($0)?.repeatCount == 1 }
        }
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = table(of: file) else { return [] }
        let table = FITSTable(hdu, of: file)
        guard let wavelength = table.column("WAVELENGTH"), let flux = table.column("FLUX"),
            let random = table.column("STATERROR"), let systematic = table.column("SYSERROR")
        else { return [] }
        let rows = 0..<table.rowCount
        let roles = ColumnRoles(spectral: wavelength, flux: flux, evidence: .name)
        // The squares of such fluxes underflow in single precision.
        let squares = zip(try table.doubles(random, rows: rows), try table.doubles(systematic, rows: rows)).map {
            $0 * $0 + $1 * $1
        }
        return try table.spectra(roles, dialect: name).map { spectrum in
            var spectrum = spectrum
            spectrum.axis.medium = .vacuum
            spectrum.take(error: squares.map { Float($0.squareRoot()) })
            spectrum.assumptions.append("The wavelengths were taken to be in vacuum, as all of CALSPEC.")
            spectrum.describe(from: file.hdus[0].header)
            spectrum.describe(from: hdu.header)
            return spectrum
        }
    }
}
