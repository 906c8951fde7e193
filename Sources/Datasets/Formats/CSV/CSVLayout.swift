// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// Which fields of a delimited table are fluxes, and what the others hold.
struct CSVLayout {
    var format: DelimitedTextFormat
    /// Names of the columns; `nil` if the file has no header.
    var header: [String]?
    var fieldCount: Int
    /// The fields that are fluxes, consecutive.
    var flux: Range<Int>
    var columns: TableColumns
    /// What the header says the wavelengths are; `nil` if its names are not numbers.
    var wavelengths: [Double]?

    /// Reads the first records of a table with a header and decides.
    ///
    /// Fluxes are the longest run of columns whose names are rising numbers; if there is none, the longest run of
    /// columns that hold numbers and have no other meaning, 8 at least.
    init(_ path: String, options: DatasetReadOptions) throws {
        var reader = try DelimitedTextReader(contentsOf: path)
        guard try reader.nextRecord() else { throw DatasetError.notDataset(file: path, reason: "it is empty") }
        let header = reader.texts().map { $0.trimmingCharacters(in: .whitespaces) }
        format = reader.format
        self.header = header
        fieldCount = header.count
        columns = try TableColumns(header, options: options, file: path)
        let taken = columns.all
        let numbers = header.enumerated().map {
            taken.contains($0) ? nil : Double($1).flatMap { $0.isFinite ? $0 : nil }
        }
        if let run = Self.longestRun(numbers.map { $0 != nil }), run.count > 1 {
            flux = run
            wavelengths = run.compactMap { numbers[$0] }
            return
        }
        var isNumeric = header.indices.map { !taken.contains($0) }
        var seen = 0
        while seen < 50, try reader.nextRecord() {
            seen += 1
            for index in header.indices where index < reader.fieldCount && isNumeric[index] {
                isNumeric[index] = reader.number(index) != nil || reader.text(index).allSatisfy(\.isWhitespace)
            }
        }
        guard seen > 0, let run = Self.longestRun(isNumeric), run.count >= 8 else {
            throw DatasetError.notDataset(
                file: path, reason: "it has no run of columns of numbers that could be fluxes")
        }
        flux = run
        wavelengths = nil
    }

    /// A table without a header: `id, flux…[, class]`.
    init(headerless fieldCount: Int, format: DelimitedTextFormat, hasID: Bool, hasClass: Bool) throws {
        self.format = format
        self.fieldCount = fieldCount
        header = nil
        flux = (hasID ? 1 : 0)..<(hasClass ? fieldCount - 1 : fieldCount)
        columns = try TableColumns([], options: DatasetReadOptions(), file: "")
        columns.id = hasID ? 0 : nil
        columns.label = hasClass ? fieldCount - 1 : nil
        wavelengths = nil
    }

    /// Whether the first record names columns: its first field is "id" or the like, or a field after it is no number.
    static func isHeader(_ fields: [String]) -> Bool {
        guard let first = fields.first?.trimmingCharacters(in: .whitespaces).lowercased() else { return false }
        if ["id", "name", "filename", "file", "identifier", "label"].contains(first) { return true }
        return fields.dropFirst().contains { field in
            let text = field.trimmingCharacters(in: .whitespaces)
            return !text.isEmpty && Double(text) == nil
        }
    }

    private static func longestRun(_ flags: [Bool]) -> Range<Int>? {
        var best: Range<Int>?
        var start: Int?
        for index in 0...flags.count {
            if index < flags.count, flags[index] {
                start = start ?? index
            } else if let begin = start {
                if index - begin > best?.count ?? 0 { best = begin..<index }
                start = nil
            }
        }
        return best
    }
}
