// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra

/// FITS tables with one spectrum a row: a column of flux vectors beside ids and labels, and a table or column of
/// wavelengths.
enum FITSTableImport {
    static func recognises(_ file: FITSFile) -> Bool { fluxColumn(of: file, named: nil) != nil }

    static func read(_ path: String, options: DatasetReadOptions) throws -> Dataset {
        let file = try FITSFile(contentsOf: path)
        guard let (table, column) = fluxColumn(of: file, named: options.fluxColumn) else {
            let wanted = options.fluxColumn.map { "column \($0)" } ?? "column of flux vectors"
            throw DatasetError.missing(file: path, what: wanted)
        }
        let flux = try table.floats(column)
        let width = column.repeatCount
        var rows = try rows(of: table, options, path)
        let (grid, notes) = try grid(of: file, table, width, options, path)
        // Groups that the file does not name are single spectra.
        for index in rows.indices where rows[index].group == nil { rows[index].group = rows[index].id }
        var dataset = Dataset(name: LabelList.stem(of: path), grid: grid, rows: rows, flux: flux)
        dataset.notes = notes
        dataset.maskWhatIsNotFinite()
        return dataset
    }

    /// The named column, else a vector column called FLUX or the like, else the longest vector column.
    private static func fluxColumn(of file: FITSFile, named name: String?) -> (FITSHDU, FITSColumn)? {
        let tables = file.hdus.filter { $0.kind == .binaryTable && $0.rowCount > 0 }
        func isVector(_ column: FITSColumn) -> Bool {
            column.repeatCount > 1 && "BIJKED".contains { column.format.contains($0) }
        }
        if let name {
            for table in tables { if let column = table.column(name), isVector(column) { return (table, column) } }
            return nil
        }
        for name in ["FLUX", "SPECTRUM", "SPEC", "INTENSITY", "INTENSITIES", "SPECTRA"] {
            for table in tables { if let column = table.column(name), isVector(column) { return (table, column) } }
        }
        let vectors = tables.flatMap { table in table.columns.filter(isVector).map { (table, $0) } }
        return vectors.max { $0.1.repeatCount < $1.1.repeatCount }
    }

    private static func rows(
        of table: FITSHDU, _ options: DatasetReadOptions, _ path: String
    ) throws -> [DatasetRow] {
        let names = table.columns.map(\.name)
        let columns = try TableColumns(names, options: options, file: path)
        func texts(_ index: Int?) throws -> [String?] {
            guard let index else { return [String?](repeating: nil, count: table.rowCount) }
            return try table.texts(table.columns[index]).map { $0.isEmpty ? nil : $0 }
        }
        func numbers(_ index: Int?) throws -> [Double?] {
            guard let index, table.columns[index].repeatCount == 1 else {
                return [Double?](repeating: nil, count: table.rowCount)
            }
            return try table.doubles(table.columns[index]).map { $0.isFinite ? $0 : nil }
        }
        let (ids, labels, groups) = (try texts(columns.id), try texts(columns.label), try texts(columns.group))
        let (objects, sources) = (try texts(columns.object), try texts(columns.source))
        let (ra, dec, snr) = (try numbers(columns.ra), try numbers(columns.dec), try numbers(columns.snr))
        let (mjd, redshift) = (try numbers(columns.mjd), try numbers(columns.redshift))
        return (0..<table.rowCount).map { index in
            var row = DatasetRow(
                id: ids[index] ?? String(index + 1), source: sources[index] ?? "\(path)#\(table.index)/\(index)")
            row.label = labels[index]
            row.object = objects[index]
            row.group = groups[index] ?? objects[index]
            (row.ra, row.dec) = (ra[index], dec[index])
            (row.snr, row.mjd, row.redshift) = (snr[index], mjd[index], redshift[index])
            return row
        }
    }

    private static func grid(
        of file: FITSFile, _ table: FITSHDU, _ width: Int, _ options: DatasetReadOptions, _ path: String
    ) throws -> (SpectralGrid, [String]) {
        let names = ["WAVELENGTH", "WAVE", "LAMBDA", "WAVELENGTHS", "LOGLAM"]
        for hdu in file.hdus where hdu.kind == .binaryTable {
            for name in names {
                guard let column = hdu.column(name), hdu.index != table.index || column.repeatCount == width else {
                    continue
                }
                var values = try hdu.doubles(column, rows: column.repeatCount > 1 ? 0..<min(1, hdu.rowCount) : nil)
                guard values.count == width else { continue }
                if name == "LOGLAM" { values = values.map { pow(10, $0) } }
                return try GridAssumption.grid(
                    values, unit: options.unit ?? column.unit, medium: options.medium, file: path)
            }
        }
        return try GridAssumption.grid(nil, count: width, unit: options.unit, medium: options.medium, file: path)
    }
}
