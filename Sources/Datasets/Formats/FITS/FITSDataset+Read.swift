// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra

extension FITSDataset {
    /// Whether a FITS file is laid out as Secchi's datasets are.
    static func recognises(_ file: FITSFile) -> Bool {
        guard let primary = file.hdus.first, primary.imageShape.count == 2 else { return false }
        return file[extension: "SPECTRA"] != nil || SpectralWCS.grid(in: primary.header, count: 2) != nil
    }

    static func read(_ path: String) throws -> Dataset {
        let file = try FITSFile(contentsOf: path)
        guard recognises(file), let primary = file.hdus.first else {
            throw DatasetError.notDataset(file: path, reason: "its primary HDU is no image of spectra × pixels")
        }
        let width = primary.imageShape[0]
        let count = primary.imageShape[1]
        guard width > 1, count > 0 else {
            throw DatasetError.notDataset(file: path, reason: "its image of \(width) × \(count) holds no spectra")
        }
        let grid = try grid(of: file, primary, width, path)
        let rows = try file[extension: "SPECTRA"].map { try self.rows(of: $0, path) } ?? Dataset.numberedRows(count)
        guard rows.count == count else {
            throw DatasetError.notDataset(
                file: path, reason: "the image has \(count) rows and the SPECTRA table \(rows.count)")
        }
        var dataset = Dataset(
            name: primary.header.text("DATASET") ?? LabelList.stem(of: path), grid: grid, rows: rows,
            flux: try primary.pixels())
        if let mask = try image(of: file, "MASK", width, count, path) { dataset.mask = mask.map { $0 != 0 } }
        dataset.inverseVariance = try image(of: file, "IVAR", width, count, path)
        if let table = file[extension: "RECIPE"], let column = table.columns.first,
            let json = try table.texts(column).first
        {
            dataset.recipe = try Recipe(json: Data(json.utf8))
        }
        if file[extension: "SPECTRA"] == nil { dataset.notes.append("Spectra are named by their row numbers.") }
        dataset.maskWhatIsNotFinite()
        return dataset
    }

    private static func grid(
        of file: FITSFile, _ primary: FITSHDU, _ width: Int, _ path: String
    ) throws -> SpectralGrid {
        let medium = primary.header.text("MEDIUM").flatMap { SpectralMedium(rawValue: $0.lowercased()) }
        if let table = file[extension: "WAVELENGTH"] ?? file[extension: "WAVE"], let column = table.columns.first {
            let values = try table.doubles(column)
            guard values.count == width else {
                throw DatasetError.notDataset(
                    file: path, reason: "the WAVELENGTH table has \(values.count) rows for \(width) pixels")
            }
            if let problem = SpectralGrid.problem(with: values) {
                throw DatasetError.notDataset(file: path, reason: "the WAVELENGTH table cannot be a grid: \(problem)")
            }
            let unit = column.unit.map { PhysicalUnit.canonical($0) } ?? ""
            return SpectralGrid(values: values, unit: unit, medium: medium ?? .unknown)
        }
        guard var grid = SpectralWCS.grid(in: primary.header, count: width) else {
            throw DatasetError.missing(
                file: path, what: "spectral axis: neither CTYPE1 and CRVAL1 nor a WAVELENGTH table")
        }
        if let medium { grid.medium = medium }
        return grid
    }

    private static func image(
        of file: FITSFile, _ name: String, _ width: Int, _ count: Int, _ path: String
    ) throws -> [Float]? {
        guard let hdu = file[extension: name] else { return nil }
        guard hdu.imageShape == [width, count] else {
            throw DatasetError.notDataset(file: path, reason: "\(name) is not \(width) × \(count) as the flux is")
        }
        return try hdu.pixels()
    }

    static func rows(of table: FITSHDU, _ path: String) throws -> [DatasetRow] {
        func texts(_ names: String...) throws -> [String?] {
            guard let column = names.lazy.compactMap({ table.column($0) }).first else {
                return [String?](repeating: nil, count: table.rowCount)
            }
            return try table.texts(column).map { $0.isEmpty ? nil : $0 }
        }
        func numbers(_ name: String) throws -> [Double?] {
            guard let column = table.column(name), column.repeatCount == 1 else {
                return [Double?](repeating: nil, count: table.rowCount)
            }
            return try table.doubles(column).map { $0.isFinite ? $0 : nil }
        }
        let (ids, objects, labels) = (try texts("id"), try texts("name", "object"), try texts("label", "class"))
        let (groups, sources) = (try texts("group"), try texts("source"))
        let (ra, dec) = (try numbers("ra"), try numbers("dec"))
        let (snr, mjd, redshift) = (try numbers("snr"), try numbers("mjd"), try numbers("redshift"))
        return (0..<table.rowCount).map { index in
            var row = DatasetRow(id: ids[index] ?? String(index + 1), source: sources[index] ?? "\(path)#\(index)")
            row.object = objects[index]
            row.label = labels[index]
            row.group = groups[index] ?? objects[index] ?? row.id
            (row.ra, row.dec) = (ra[index], dec[index])
            (row.snr, row.mjd, row.redshift) = (snr[index], mjd[index], redshift[index])
            return row
        }
    }
}

extension Dataset {
    /// Rows for spectra that have no names.
    static func numberedRows(_ count: Int, source: String = "") -> [DatasetRow] {
        (0..<count).map { index in
            var row = DatasetRow(id: String(index + 1), source: "\(source)#\(index)")
            row.group = row.id
            return row
        }
    }

    /// Turns values that are no numbers into masked pixels that hold 0.
    mutating func maskWhatIsNotFinite() {
        let bad = flux.indices.filter { !flux[$0].isFinite }
        guard !bad.isEmpty else { return }
        var mask = mask ?? [Bool](repeating: false, count: flux.count)
        for index in bad {
            flux[index] = 0
            mask[index] = true
            inverseVariance?[index] = 0
        }
        self.mask = mask
        notes.append("\(bad.count) values that are no finite numbers are masked and hold 0.")
    }
}
