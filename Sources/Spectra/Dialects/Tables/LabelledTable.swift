// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Sets of spectra on one grid: a table with a row for each spectrum (ID, LABEL, FLUX array, …) and the wavelengths
/// apart.
///
/// The wavelengths are in another table or image with as many values as the array (WAVE, LOGLAM, …), or in the keywords
/// of a linear or logarithmic grid; without any, the axis counts channels. Zeroes at the ends of a flux are missing
/// coverage. The group is that of the object: column GROUP, OBJECT, STAR, SN or TARGET, else the identifier.
enum LabelledTable: FITSDialect {
    static let name = "labelled-fits"
    static let summary = "Sets of spectra on one grid: table SPECTRA with FLUX arrays, identifiers and labels"

    static func recognises(_ file: FITSFile) -> Bool { table(of: file) != nil }

    private static func table(of file: FITSFile) -> (FITSTable, TableColumn)? {
        for table in FITSTable.all(of: file) {
            let arrays = table.columns.filter { $0.isNumeric && $0.elements >= 8 }
            let axes = arrays.contains { ColumnRole.spectral.evidence($0).map { $0.evidence >= .name } ?? false }
            let named = table.hdu.header.text("EXTNAME")?.uppercased() == "SPECTRA"
            guard !axes,
                let flux = arrays.first(where: { ["flux", "spectrum", "spec", "intensity"].contains($0.plainName) }),
                named || grid(in: file, besides: table, count: flux.elements) != nil
            else { continue }
            return (table, flux)
        }
        return nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let (table, flux) = table(of: file) else { return [] }
        var notes: [String] = []
        let axis = try axis(of: file, table: table, count: flux.elements, notes: &notes)
        var roles = ColumnRoles(spectral: flux, flux: flux, evidence: .name)
        roles.addErrors(from: table.columns)
        let facts = try RowFacts(table)
        return try (0..<table.rowCount).map { row in
            let rows = row..<(row + 1)
            var spectrum = Spectrum(
                axis: axis, flux: try table.floats(flux, rows: rows),
                fluxUnit: flux.unit.map(PhysicalUnit.canonical) ?? "", dialect: name,
                source: Spectrum.Source(file: file.name, part: table.part, row: row))
            spectrum.assumptions = notes
            if let column = roles.inverseVariance {
                spectrum.take(inverseVariance: try table.floats(column, rows: rows))
            } else if let column = roles.error {
                spectrum.take(error: try table.floats(column, rows: rows))
            }
            if let column = roles.quality { spectrum.addMask(try table.floats(column, rows: rows).map { $0 != 0 }) }
            spectrum.maskEndsWithoutFlux()
            facts.describe(&spectrum, row: row)
            return spectrum
        }
    }

    private static func axis(
        of file: FITSFile, table: FITSTable, count: Int, notes: inout [String]
    ) throws -> SpectralAxis {
        switch grid(in: file, besides: table, count: count) {
        case .column(let grid, let column):
            return try grid.axis(column, rows: 0..<grid.rowCount, notes: &notes)
        case .image(let hdu):
            var axis = SpectralAxis(values: try hdu.pixelsAsDoubles(), unit: "", medium: .unknown)
            if hdu.header.text("EXTNAME")?.uppercased().hasPrefix("LOG") == true {
                axis.values = TenToThe.power(axis.values)
                axis.spacing = .logarithmic
            }
            if let unit = hdu.header.text("BUNIT").flatMap({ PhysicalUnit($0) }), SpectralQuantity(unit) != nil {
                axis.unit = unit.axisSpelling
            } else {
                axis.assumeUnit(written: hdu.header.text("BUNIT"), notes: &notes)
            }
            return axis
        case .logarithmic(let start, let step):
            notes.append("The keywords COEFF0 and COEFF1 were taken for log10 of wavelengths in ångström.")
            var axis = SpectralAxis(
                linearFrom: start, step: step, count: count, unit: "Angstrom", medium: .unknown)
            axis.values = TenToThe.power(axis.values)
            axis.spacing = .logarithmic
            return axis
        case .linear(let start, let step):
            var axis = SpectralAxis(linearFrom: start, step: step, count: count, unit: "", medium: .unknown)
            axis.assumeUnit(written: table.hdu.header.text("CUNIT1"), notes: &notes)
            return axis
        case nil:
            notes.append("The file holds no wavelengths; the spectral axis counts channels from 1.")
            return SpectralAxis(linearFrom: 1, step: 1, count: count, unit: "", medium: .unknown)
        }
    }

    private enum Grid {
        case column(FITSTable, TableColumn)
        case image(FITSHDU)
        case logarithmic(start: Double, step: Double)
        case linear(start: Double, step: Double)
    }

    private static func grid(in file: FITSFile, besides table: FITSTable, count: Int) -> Grid? {
        for other in FITSTable.all(of: file) where other.part != table.part && other.rowCount == count {
            let column = other.columns.first {
                $0.elements == 1 && $0.isNumeric
                    && (ColumnRole.spectral.evidence($0) != nil || other.columns.count == 1)
            }
            if let column { return .column(other, column) }
        }
        for hdu in file.hdus where hdu.kind == .image && hdu.imageShape == [count] {
            let name = hdu.header.text("EXTNAME")?.lowercased() ?? ""
            if ["wave", "lambda", "loglam", "log_lam", "grid"].contains(where: name.hasPrefix) { return .image(hdu) }
        }
        let header = table.hdu.header
        if let start = header.double("COEFF0"), let step = header.double("COEFF1") {
            return .logarithmic(start: start, step: step)
        }
        if let start = header.double("CRVAL1"), let step = header.firstDouble("CDELT1", "CD1_1"), step != 0 {
            return .linear(start: start - ((header.double("CRPIX1") ?? 1) - 1) * step, step: step)
        }
        return nil
    }
}
