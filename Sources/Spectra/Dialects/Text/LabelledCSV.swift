// SPDX-License-Identifier: Apache-2.0

/// Sets of spectra as text, a row for each spectrum: identifier, labels and other facts, and a column for each pixel.
///
/// The header has the wavelengths as the names of the pixel columns ("6519.0"); where it has numbered names ("b1",
/// "f17"), or where there is no header at all, as in VO-CLOUD's files, the axis counts channels. Facts are known by
/// their column names (id, label, class, object, ra, dec, …).
enum LabelledCSV: TextDialect {
    static let name = "labelled-csv"
    static let summary =
        "Sets of spectra as CSV: a row for each, with id, label and a column for each wavelength or channel"

    static func recognises(_ start: TextStart) -> Bool { Layout(start) != nil }

    static func spectra(in text: String, name file: String) throws(SpectrumError) -> [Spectrum] {
        let start = TextStart(text)
        guard let layout = Layout(start) else { return [] }
        var reader = try DelimitedTextReader(bytes: Array(text.utf8), name: file, format: start.format)
        if layout.hasHeader { _ = try reader.nextRecord() }
        var notes: [String] = []
        let axis = layout.axis(notes: &notes)
        var fluxes: [[Float]] = []
        var facts = [[String]](repeating: [], count: layout.facts.count)
        while try reader.nextRecord() {
            guard reader.fieldCount == layout.width else {
                throw .badText(
                    file: file, line: reader.line,
                    reason: "\(reader.fieldCount) fields, and the lines before have \(layout.width)")
            }
            var flux: [Float] = []
            flux.reserveCapacity(layout.pixels.count)
            for range in layout.pixelRanges { try reader.appendNumbers(range, to: &flux) }
            fluxes.append(flux)
            for (place, fact) in layout.facts.enumerated() { facts[place].append(reader.text(fact.column)) }
        }
        var rowFacts = RowFacts()
        for (place, fact) in layout.facts.enumerated() {
            rowFacts.add(fact.name, isNumeric: facts[place].allSatisfy { $0.decimalNumber != nil }, texts: facts[place])
        }
        return fluxes.indices.map { row in
            var spectrum = Spectrum(
                axis: axis, flux: fluxes[row], dialect: name, source: Spectrum.Source(file: file, row: row))
            spectrum.assumptions = notes
            rowFacts.describe(&spectrum, row: row)
            return spectrum
        }
    }

    /// Which columns hold what.
    private struct Layout {
        let hasHeader: Bool
        let width: Int
        let pixels: [Int]
        /// Wavelengths from the header; `nil` if pixels are only counted.
        let wavelengths: [Double]?
        let facts: [(column: Int, name: String)]

        /// A set has at least this many pixels; narrower tables are taken for columns of one spectrum.
        private static let leastPixels = 12

        init?(_ start: TextStart) {
            let names = start.first.map(\.trimmingBlanks)
            let numbers = names.map(\.decimalNumber)
            let named = names.indices.filter { numbers[$0] != nil }
            let values = named.compactMap { numbers[$0] }
            let numbered = names.indices.filter { Self.isNumbered(names[$0]) }
            width = names.count
            if named.count >= Self.leastPixels, Self.isMonotonic(values), Self.startsWithFacts(names) {
                (hasHeader, pixels, wavelengths) = (true, named, values)
            } else if numbered.count >= Self.leastPixels, named.isEmpty {
                (hasHeader, pixels, wavelengths) = (true, numbered, nil)
            } else if named.count >= Self.leastPixels, named.count >= names.count - 1,
                start.second.count == names.count,
                numbers[0] == nil, !Self.isMonotonic(values) || start.second[0].decimalNumber == nil
            {
                // Without a header: identifier, fluxes, and perhaps a class, which cannot be told from a flux.
                (hasHeader, pixels, wavelengths) = (false, Array(named), nil)
            } else {
                return nil
            }
            let used = Set(pixels)
            facts = names.indices.filter { !used.contains($0) }.map { [hasHeader] column in
                (column, hasHeader ? names[column] : "id")
            }
        }

        /// The pixel columns as ranges.
        var pixelRanges: [Range<Int>] {
            var ranges: [Range<Int>] = []
            for pixel in pixels {
                if let last = ranges.last, last.upperBound == pixel {
                    ranges[ranges.count - 1] = last.lowerBound..<(pixel + 1)
                } else {
                    ranges.append(pixel..<(pixel + 1))
                }
            }
            return ranges
        }

        func axis(notes: inout [String]) -> SpectralAxis {
            if let wavelengths {
                var axis = SpectralAxis(values: wavelengths, unit: "", medium: .unknown)
                axis.assumeUnit(notes: &notes)
                return axis
            }
            notes.append("The file holds no wavelengths; the spectral axis counts channels from 1.")
            if !hasHeader {
                notes.append("The file has no header; every column after the first was taken for flux.")
            }
            return SpectralAxis(linearFrom: 1, step: 1, count: pixels.count, unit: "", medium: .unknown)
        }

        /// "b1", "flux_17", "pix003".
        private static func isNumbered(_ name: String) -> Bool {
            let letters = name.prefix { !$0.isNumber }
            return !letters.isEmpty && letters.count <= 8 && letters.count < name.count
                && name.dropFirst(letters.count).allSatisfy(\.isNumber)
        }

        /// A header has at least one column that a name of a fact, not a number, stands over.
        private static func startsWithFacts(_ names: [String]) -> Bool { names.contains { RowFacts.isKnown($0) } }

        private static func isMonotonic(_ values: [Double]) -> Bool {
            zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
                || zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
        }
    }
}
