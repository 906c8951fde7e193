// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// ESO Phase 3 science spectra: one row of arrays WAVE, FLUX, ERR with utypes and UCDs, in nm or ångström.
///
/// Standard: ESO Science Data Products Standard 5 §12: wavelengths are in vacuum unless the UCD is "em.wl;obs.atmos".
enum EsoPhase3: FITSDialect {
    static let name = "eso-phase3"
    static let summary = "ESO Phase 3 (SCIENCE.SPECTRUM): one row of arrays WAVE, FLUX, ERR"

    static func recognises(_ file: FITSFile) -> Bool {
        let header = file.hdus[0].header
        guard
            header.text("PRODCATG")?.uppercased().hasPrefix("SCIENCE.SPECTRUM") == true
                || file.hdus.contains(where: { $0.header.text("VOPUB")?.uppercased() == "ESO/SAF" })
        else { return false }
        return table(of: file) != nil
    }

    private static func table(of file: FITSFile) -> (FITSTable, ColumnRoles)? {
        if let found = SpectrumDataModelTable.table(of: file) { return found }
        for table in FITSTable.all(of: file) { if let roles = ColumnRoles(table.columns) { return (table, roles) } }
        return nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let (table, roles) = table(of: file) else { return [] }
        let primary = file.hdus[0].header
        return try table.spectra(roles, dialect: name).map { spectrum in
            var spectrum = spectrum
            spectrum.describe(from: primary)
            SpectrumDataModelTable.describe(&spectrum, from: table.hdu.header)
            spectrum.describe(from: table.hdu.header)
            if spectrum.axis.medium == .unknown, roles.spectral.primaryUCD == "em.wl" {
                spectrum.axis.medium = .vacuum
                spectrum.assumptions.append(
                    "The wavelengths were taken to be in vacuum, as ESO's standard has it for UCD em.wl.")
            }
            if let id = primary.text("ARCFILE") {
                spectrum.identifier = id.hasSuffix(".fits") ? String(id.dropLast(5)) : id
            }
            spectrum.metadata["programme"] = primary.text("PROG_ID")
            return spectrum
        }
    }
}
