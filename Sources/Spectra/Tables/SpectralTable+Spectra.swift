// SPDX-License-Identifier: Apache-2.0

extension SpectralTable {
    /// The most values that one spectrum may have.
    private var pixelLimit: Int { 1 << 27 }

    /// The spectra that the table holds when its columns have these roles.
    ///
    /// With one value in a cell, the rows make one spectrum; with arrays in the cells, each row is one. Rows without
    /// any value are left out.
    ///
    /// - Throws: ``SpectrumError/malformed(file:part:row:reason:)`` if an axis and its flux are not equally long, and
    ///   what the file format throws.
    func spectra(_ roles: ColumnRoles, dialect: String) throws -> [Spectrum] {
        if roles.flux.elements == 1, roles.spectral.elements == 1 {
            guard rowCount <= pixelLimit else {
                throw SpectrumError.tooLarge(file: file, what: "a spectrum of \(rowCount) points", limit: pixelLimit)
            }
            guard rowCount > 0 else { return [] }
            return [try spectrum(roles, rows: 0..<rowCount, dialect: dialect)]
        }
        var spectra: [Spectrum] = []
        spectra.reserveCapacity(min(rowCount, 1 << 16))
        for row in 0..<rowCount {
            let spectrum = try spectrum(roles, rows: row..<(row + 1), dialect: dialect)
            if !spectrum.flux.isEmpty { spectra.append(spectrum) }
        }
        return spectra
    }

    private func spectrum(_ roles: ColumnRoles, rows: Range<Int>, dialect: String) throws -> Spectrum {
        var notes: [String] = []
        let axis = try axis(roles.spectral, rows: rows, notes: &notes)
        let flux = try floats(roles.flux, rows: rows)
        guard flux.count == axis.values.count else {
            throw SpectrumError.malformed(
                file: file, part: part, row: rows.lowerBound,
                reason: "\(flux.count) values of \(roles.flux.name) for \(axis.values.count) of \(roles.spectral.name)")
        }
        var spectrum = Spectrum(
            axis: axis, flux: flux, fluxUnit: roles.flux.unit.map(PhysicalUnit.canonical) ?? "", dialect: dialect,
            source: Spectrum.Source(file: file, part: part, row: rows.count == 1 ? rows.lowerBound : 0))
        spectrum.assumptions = notes
        if roles.evidence <= .unit {
            spectrum.assumptions.append(
                "Columns \"\(roles.spectral.name)\" and \"\(roles.flux.name)\" were taken for spectral axis and flux "
                    + "from \(roles.evidence.words).")
        }
        if let column = roles.inverseVariance {
            spectrum.take(inverseVariance: try floats(column, rows: rows))
        } else if let column = roles.error {
            spectrum.take(error: try floats(column, rows: rows))
        } else if let column = roles.variance {
            spectrum.take(error: try floats(column, rows: rows).map { $0 >= 0 ? $0.squareRoot() : .nan })
        }
        if let column = roles.quality {
            let quality = try floats(column, rows: rows)
            spectrum.addMask(quality.map { $0 != 0 })
            spectrum.assumptions.append("Pixels whose \(column.name) is not 0 were masked.")
        }
        return spectrum
    }

    /// The spectral axis in a column, with logarithms undone.
    func axis(_ column: TableColumn, rows: Range<Int>, notes: inout [String]) throws -> SpectralAxis {
        var values = try doubles(column, rows: rows)
        var axis = SpectralAxis(values: [], unit: column.unit ?? "", medium: column.statedMedium ?? .unknown)
        let unit = column.unit.flatMap { $0.isEmpty ? nil : PhysicalUnit($0) }
        let isNamedLogarithm = column.plainName.hasPrefix("log") && values.allSatisfy { !($0 > 20) }
        if isNamedLogarithm || unit?.isLogarithmic == true {
            values = TenToThe.power(values)
            axis.spacing = .logarithmic
        }
        axis.values = values
        if let unit, SpectralQuantity(unit) != nil {
            axis.unit = unit.axisSpelling
        } else {
            axis.assumeUnit(written: column.unit, notes: &notes)
        }
        return axis
    }
}

extension SpectralAxis {
    /// Sets the unit that such values most likely have, and says so; for tables that name none.
    mutating func assumeUnit(written: String? = nil, notes: inout [String]) {
        let ends = values.lazy.filter(\.isFinite)
        let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
        let said =
            written.map { $0.trimmingBlanks.isEmpty ? nil : "The unit \"\($0)\" is not one of a spectral axis" } ?? nil
        guard let likely = Self.likelyUnit(from: low, to: high) else {
            unit = written ?? ""
            notes.append("\(said ?? "The file names no unit of the spectral axis"), and its values suggest none.")
            return
        }
        unit = likely
        notes.append(
            "\(said ?? "The file names no unit of the spectral axis"); its values suggest \(likely), which was assumed."
        )
    }
}
