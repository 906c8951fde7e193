// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// "spec1d" files of the DEEP2 pipeline and its kin (DEIMOS, MOSFIRE): one row of arrays LAMBDA, FLUX or SPEC, and
/// IVAR.
///
/// DEEP2 files hold boxcar and Horne extractions of a blue and a red half; the Horne ones are read, a spectrum each.
/// The files do not say whether wavelengths are in air or in vacuum.
enum Spec1D: FITSDialect {
    static let name = "spec1d"
    static let summary = "DEEP2-style spec1d: one row of arrays LAMBDA, FLUX or SPEC, IVAR"

    static func recognises(_ file: FITSFile) -> Bool { file.hdus.contains(where: isSpectrum) }

    private static func isSpectrum(_ hdu: FITSHDU) -> Bool {
        guard hdu.kind == .binaryTable, hdu.rowCount == 1, let lambda = hdu.column("LAMBDA"), hdu.column("IVAR") != nil,
            let flux = hdu.column("FLUX") ?? hdu.column("SPEC")
        else { return false }
        return lambda.repeatCount > 1 && lambda.repeatCount == flux.repeatCount
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        let tables = file.hdus.filter(isSpectrum)
        let optimal = tables.filter { $0.header.text("EXTNAME")?.hasPrefix("Horne") == true }
        return try (optimal.isEmpty ? tables : optimal).flatMap { hdu -> [Spectrum] in
            let table = FITSTable(hdu, of: file)
            guard let lambda = table.column("LAMBDA"), let flux = table.column(anyOf: "FLUX", "SPEC") else { return [] }
            var roles = ColumnRoles(spectral: lambda, flux: flux, evidence: .name)
            roles.inverseVariance = table.column("IVAR")
            return try table.spectra(roles, dialect: name).map { spectrum in
                var spectrum = spectrum
                spectrum.metadata["extension"] = hdu.header.text("EXTNAME")
                spectrum.describe(from: hdu.header)
                spectrum.describe(from: file.hdus[0].header)
                return spectrum
            }
        }
    }
}
