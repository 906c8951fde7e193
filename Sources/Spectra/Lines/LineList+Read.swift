// SPDX-License-Identifier: Apache-2.0

import Foundation

extension LineList {
    /// Lines that a file may have at most.
    static let limit = 10_000

    /// Reads a line list: CSV or another text table with a header row.
    ///
    /// Columns by name, in any order: `name`, `wavelength`, `unit` (wavelength, Å if left out), `medium` (`air` or
    /// `vacuum`; needed above 2000 Å), `half_width` (of the line's window; λ/300 if left out) and `continuum`: windows
    /// like `6500-6530;6600-6630` (those beside the line if left out). All numbers of a row are in its unit and medium.
    ///
    /// ```text
    /// name,wavelength,unit,medium,half_width,continuum
    /// Halpha,6562.8,Angstrom,air,30,6500-6530;6600-6630
    /// ```
    ///
    /// - Throws: ``SpectrumError/badText(file:line:reason:)`` naming the line, or if the file cannot be read.
    public init(contentsOf path: String) throws(SpectrumError) {
        var reader = try DelimitedTextReader(contentsOf: path)
        try self.init(reading: &reader)
    }

    init(reading reader: inout DelimitedTextReader) throws(SpectrumError) {
        var columns: [String: Int] = [:]
        if try reader.nextRecord() {
            for (index, name) in reader.texts().enumerated() {
                columns[name.trimmingCharacters(in: .whitespaces).lowercased()] = index
            }
        }
        let file = reader.name
        guard columns["name"] != nil, columns["wavelength"] != nil else {
            throw .badText(
                file: file, line: 1, reason: "a line list begins with a header that has the columns name and wavelength"
            )
        }
        self.init(lines: [])
        var names: Set<String> = []
        while try reader.nextRecord() {
            let texts = reader.texts(), number = reader.line
            func cell(_ name: String) -> String {
                guard let index = columns[name], index < texts.count else { return "" }
                return texts[index].trimmingCharacters(in: .whitespaces)
            }
            let line: SpectralLine
            do {
                line = try Row(cell: cell).line()
            } catch {
                throw .badText(file: file, line: number, reason: error.reason)
            }
            guard names.insert(line.name).inserted else {
                throw .badText(file: file, line: number, reason: "\(line.name) is there twice")
            }
            guard lines.count < Self.limit else {
                throw .tooLarge(file: file, what: "a line list", limit: Self.limit)
            }
            lines.append(line)
        }
        guard !lines.isEmpty else { throw .badText(file: file, line: 1, reason: "the list names no line") }
    }

    /// Why a row is no line.
    private struct Fault: Error { var reason: String }

    /// One row of the file.
    private struct Row {
        var cell: (String) -> String

        func line() throws(Fault) -> SpectralLine {
            let name = cell("name")
            guard !name.isEmpty, name.count <= 64 else {
                throw Fault(reason: "a line needs a name of at most 64 letters")
            }
            let spelling = cell("unit").isEmpty ? "Angstrom" : cell("unit")
            guard let unit = PhysicalUnit(spelling), SpectralQuantity(unit) == .wavelength, !unit.isLogarithmic else {
                throw Fault(reason: "\"\(spelling)\" is not a unit of wavelength")
            }
            let scale = unit.scale * 1e10
            let wavelength = try number(cell("wavelength"), "wavelength") * scale
            guard wavelength > 0, wavelength < 1e10 else {
                throw Fault(reason: "the wavelength must be between 0 and 1 m")
            }
            guard
                let medium = SpectralMedium(rawValue: cell("medium").isEmpty ? "unknown" : cell("medium").lowercased()),
                medium != .unknown || wavelength < AirVacuum.limit
            else { throw Fault(reason: "the medium must be air or vacuum") }
            let toVacuum = medium == .air ? AirVacuum.vacuum(air:) : { $0 }
            let half = cell("half_width").isEmpty ? nil : try number(cell("half_width"), "half_width") * scale
            if let half, !(half > 0 && half < wavelength) {
                throw Fault(reason: "half_width must be above 0 and below the wavelength")
            }
            var windows: [ClosedRange<Double>] = []
            for part in cell("continuum").split(separator: ";") {
                let ends = part.trimmingCharacters(in: .whitespaces).split(separator: "-").map(String.init)
                guard ends.count == 2 else { throw Fault(reason: "\"\(part)\" is not a window like 6500-6530") }
                let low = try number(ends[0], "continuum") * scale, high = try number(ends[1], "continuum") * scale
                guard low > 0, low < high, high < 1e10 else { throw Fault(reason: "the window \(part) must ascend") }
                windows.append(toVacuum(low)...toVacuum(high))
            }
            return SpectralLine(
                name: name, wavelength: toVacuum(wavelength), halfWidth: half,
                continuum: windows.isEmpty ? nil : windows)
        }

        private func number(_ text: String, _ what: String) throws(Fault) -> Double {
            guard let value = Double(text.trimmingCharacters(in: .whitespaces)), value.isFinite else {
                throw Fault(reason: "\(what) is \"\(text.prefix(40))\" where a number belongs")
            }
            return value
        }
    }
}
