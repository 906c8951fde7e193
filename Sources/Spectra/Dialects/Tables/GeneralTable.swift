// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// FITS tables of no known archive: the columns are found by utype, UCD, name, unit, or place, which `assumptions`
/// tell.
///
/// The first table that gives a spectrum counts. Columns found by unit or place only are taken for a spectrum if the
/// first rises or falls throughout: a catalogue of objects is not one. Place counts only in files without an image.
enum GeneralTable: FITSDialect {
    static let name = "fits-table"
    static let summary = "Any FITS table with a spectral axis and a flux, by utypes, UCDs, names, units or place"

    static func recognises(_ file: FITSFile) -> Bool {
        FITSTable.all(of: file).contains { roles($0, in: file) != nil }
    }

    private static func roles(_ table: FITSTable, in file: FITSFile) -> ColumnRoles? {
        if let roles = ColumnRoles(table.columns) { return roles }
        let hasImage = file.hdus.contains { $0.kind == .image && !$0.imageShape.isEmpty }
        return hasImage || table.columns.count > 8 ? nil : ColumnRoles(firstTwoOf: table.columns)
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        var failure: (any Error)?
        for table in FITSTable.all(of: file) {
            guard let roles = roles(table, in: file) else { continue }
            do {
                let spectra = try spectra(in: table, roles)
                if !spectra.isEmpty { return spectra.map { described($0, table.hdu.header, file.hdus[0].header) } }
            } catch {
                // Columns that only stand where those of a spectrum could are no reason to call a file damaged.
                if roles.evidence > .position { failure = failure ?? error }
            }
        }
        throw failure
            ?? SpectrumError.noSpectrum(
                file: file.name, reason: "no table has columns that look like a spectral axis and a flux")
    }

    private static func spectra(in table: FITSTable, _ roles: ColumnRoles) throws -> [Spectrum] {
        let spectra = try table.spectra(roles, dialect: name)
        guard roles.evidence > .unit else { return spectra.filter { $0.flux.count > 1 && $0.axis.isMonotonic } }
        return spectra
    }

    private static func described(_ spectrum: Spectrum, _ header: FITSHeader, _ primary: FITSHeader) -> Spectrum {
        var spectrum = spectrum
        spectrum.describe(from: header)
        spectrum.describe(from: primary)
        spectrum.assumptions.append("The table is of no known archive; it was read by the general rules.")
        return spectrum
    }
}

extension SpectralAxis {
    /// Whether the values rise throughout, or fall throughout.
    var isMonotonic: Bool {
        isAscending || zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
    }
}
