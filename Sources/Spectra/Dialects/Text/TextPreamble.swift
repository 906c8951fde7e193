// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// What stands before the numbers of a text table: column names with units, and facts like "OBJECT = 'Vega'".
struct TextPreamble {
    /// Whether a line of numbers was found; the reader then stands on the first.
    private(set) var hasNumbers = false
    /// The columns of the first line of numbers, with names if there are any.
    private(set) var columns: [TableColumn] = []
    private var cards: [FITSHeader.Card] = []
    private var facts = SpectrumFacts()

    private static let lineLimit = 20_000

    /// Reads up to the first record that has numbers in at least two fields.
    init(_ reader: inout DelimitedTextReader) throws(SpectrumError) {
        var header: [String] = []
        var isFound = false
        var lines = 0
        while !isFound, lines < Self.lineLimit, try reader.nextRecord() {
            lines += 1
            var numbers = 0
            for index in 0..<min(reader.fieldCount, 64) where reader.number(index) != nil { numbers += 1 }
            isFound = numbers >= 2 && Self.isLineOfNumbers(reader, after: header)
            if !isFound {
                header = reader.texts()
                addFact(header.joined(separator: " "))
            }
        }
        hasNumbers = isFound
        for comment in reader.comments { addFact(comment) }
        guard isFound else { return }
        let count = reader.fieldCount
        var isNumeric: [Bool] = []
        for index in 0..<count { isNumeric.append(reader.number(index) != nil) }
        var names = header.count == count ? header : []
        if names.isEmpty {
            names =
                reader.comments.lazy.map { Self.names(in: $0) }.last {
                    $0.count == count && $0.contains { $0.contains(where: \.isLetter) }
                } ?? []
        }
        columns = isNumeric.enumerated().map { index, isNumeric in
            guard !names.isEmpty else { return TableColumn(index: index, name: "", isNumeric: isNumeric) }
            let (name, unit) = Self.split(names[index])
            return TableColumn(index: index, name: name, unit: unit, isNumeric: isNumeric)
        }
    }

    /// Tells lines of data from header text with numbers in it: "WAT2_002= '304 0. 0.", "HISTORY trimmed 1 2000".
    private static func isLineOfNumbers(_ reader: borrowing DelimitedTextReader, after header: [String]) -> Bool {
        for index in 0..<min(2, reader.fieldCount) where reader.text(index).contains("=") { return false }
        return reader.format.delimiter != .whitespace || reader.number(0) != nil || header.count == reader.fieldCount
    }

    func describe(_ spectrum: inout Spectrum) {
        facts.describe(&spectrum)
        spectrum.describe(from: FITSHeader(cards: cards))
    }

    /// Column names in a comment line, parted by commas, tabs or blanks; a unit in brackets belongs to the name before.
    private static func names(in comment: String) -> [String] {
        guard comment.utf8.count < 4096 else { return [] }
        for separator in [",", "\t", ";", "|"] as [Character] where comment.contains(separator) {
            return comment.split(separator: separator, omittingEmptySubsequences: false).map {
                String($0).trimmingBlanks
            }
        }
        var names: [String] = []
        for word in comment.split(whereSeparator: \.isWhitespace) {
            if let first = word.first, first == "(" || first == "[", let last = names.indices.last {
                names[last] += " " + word
            } else {
                names.append(String(word))
            }
        }
        return names
    }

    /// Name and unit of "flux (Jy)", "wave[nm]", "wavelength_nm", "Wavelength/nm".
    private static func split(_ text: String) -> (name: String, unit: String?) {
        let text = text.trimmingBlanks
        for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
            if let start = text.firstIndex(of: open), text.last == close, start != text.startIndex {
                let unit = text[text.index(after: start)...].dropLast()
                return (String(text[..<start]).trimmingBlanks, String(unit).trimmingBlanks)
            }
        }
        for mark in ["_", "/"] as [Character] {
            guard let place = text.lastIndex(of: mark), place != text.startIndex else { continue }
            let unit = String(text[text.index(after: place)...])
            if ["nm", "um", "micron", "angstrom", "ang", "aa", "a", "jy", "mjy", "hz", "ghz", "ev", "kev"]
                .contains(unit.lowercased())
            {
                return (String(text[..<place]), unit)
            }
        }
        return (text, nil)
    }

    /// Takes "KEY = value / comment", "name = value // description" and "Object: value".
    private mutating func addFact(_ line: String) {
        guard cards.count < 5000, line.utf8.count < 4096 else { return }
        guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return }
        let name = String(line[..<mark]).trimmingBlanks
        var value = String(line[line.index(after: mark)...]).trimmingBlanks
        guard !name.isEmpty, name.utf8.count <= 40, !name.contains(where: { $0.isWhitespace || $0 == "<" }) else {
            return
        }
        if value.first == "'" {
            value = String(value.dropFirst().prefix { $0 != "'" }).trimmingBlanks
        } else {
            if let comment = value.firstRange(of: " /") { value = String(value[..<comment.lowerBound]).trimmingBlanks }
        }
        guard !value.isEmpty else { return }
        facts.add(name: name, utype: nil, text: value, unit: nil)
        cards.append(FITSHeader.Card(keyword: name.uppercased(), value: Self.value(value)))
    }

    private static func value(_ text: String) -> FITSValue {
        if let whole = Int(text) { return .integer(whole) }
        if let number = text.decimalNumber, number.isFinite { return .real(number) }
        return .text(text)
    }
}
