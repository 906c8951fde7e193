// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// DESI redrock results: classes and redshifts of targets, without their spectra, which a clear error says.
enum DesiRedrock: FITSDialect {
    static let name = "desi-redrock"
    static let summary = "DESI redrock results (classes and redshifts): recognised, and told from spectra"

    static func recognises(_ file: FITSFile) -> Bool {
        guard let table = file[extension: "REDSHIFTS"] ?? file[extension: "ZBEST"] else { return false }
        return table.column("SPECTYPE") != nil && table.column("TARGETID") != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let table = file[extension: "REDSHIFTS"] ?? file[extension: "ZBEST"] else { return [] }
        let first = FITSRow(table, 0)
        let example = first.text("SPECTYPE").map { " (the first is \($0), z = \(first.number("Z") ?? .nan))" } ?? ""
        throw SpectrumError.noSpectrum(
            file: file.name,
            reason: "it is a DESI redrock table of the class and redshift of \(table.rowCount) targets\(example); "
                + "their spectra are in the coadd file of the same name")
    }
}
