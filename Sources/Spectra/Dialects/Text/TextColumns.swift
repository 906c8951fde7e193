// SPDX-License-Identifier: Apache-2.0

/// A spectrum as columns of text: a row for each pixel, parted by commas, tabs, semicolons or blanks, with or without a
/// header.
///
/// The columns are found by their names and units in the header ("wavelength", "flux [Jy]"); without one the first two
/// columns of numbers count. Header text ("KEY = value", "# name = value") fills in target, position and date. Lines
/// that do not fit among the numbers are left out, and `warnings` tell how many.
enum TextColumns: TextDialect {
    static let name = "text-columns"
    static let summary =
        "Text with a row for each pixel (CSV, TSV, ASCII columns, IRAF listings), with or without header"

    /// A text of fewer lines of numbers is not taken for a spectrum unless its columns are named.
    private static let leastRows = 8

    static func recognises(_ start: TextStart) -> Bool { true }

    static func spectra(in text: String, name file: String) throws(SpectrumError) -> [Spectrum] {
        let bytes = Array(text.utf8)
        var reader = try DelimitedTextReader(bytes: bytes, name: file, format: DelimitedTextFormat(guessing: bytes))
        let preamble = try TextPreamble(&reader)
        guard preamble.hasNumbers else {
            throw .noSpectrum(file: file, reason: "no line of the text has two numbers")
        }
        let columns = preamble.columns
        let roles: ColumnRoles
        if let named = ColumnRoles(columns) {
            roles = named
        } else if let placed = ColumnRoles(firstTwoOf: columns) {
            roles = placed
        } else {
            throw .noSpectrum(file: file, reason: "the text has fewer than two columns of numbers")
        }
        var pixels = Pixels(roles)
        repeat { pixels.add(reader) } while try reader.nextRecord()
        try check(pixels, roles, file: file)
        return [try spectrum(pixels, roles, preamble, file: file)]
    }

    private static func check(_ pixels: Pixels, _ roles: ColumnRoles, file: String) throws(SpectrumError) {
        if let line = pixels.firstBadLine, pixels.badLines > pixels.wavelengths.count {
            throw .badText(
                file: file, line: line, reason: "this and \(pixels.badLines - 1) other lines hold no numbers")
        }
        guard roles.evidence <= .unit else {
            guard pixels.wavelengths.count > 1 else { throw .noSpectrum(file: file, reason: "it has a single pixel") }
            return
        }
        let axis = SpectralAxis(values: pixels.wavelengths, unit: "", medium: .unknown)
        guard pixels.wavelengths.count >= leastRows else {
            throw .noSpectrum(
                file: file,
                reason:
                    "it has no column names that tell a spectrum, and only \(pixels.wavelengths.count) lines of numbers"
            )
        }
        guard axis.isMonotonic, (pixels.wavelengths.min() ?? 0) > 0 else {
            throw .noSpectrum(
                file: file,
                reason: "no column is called like a wavelength, and the first of numbers does not rise or fall "
                    + "throughout as wavelengths do")
        }
    }

    private static func spectrum(
        _ pixels: Pixels, _ roles: ColumnRoles, _ preamble: TextPreamble, file: String
    ) throws(SpectrumError) -> Spectrum {
        var notes: [String] = []
        let axis = axis(pixels.wavelengths, roles.spectral, notes: &notes)
        var spectrum = Spectrum(
            axis: axis, flux: pixels.flux, fluxUnit: roles.flux.unit.map(PhysicalUnit.canonical) ?? "", dialect: name,
            source: Spectrum.Source(file: file))
        spectrum.assumptions = notes
        if roles.inverseVariance != nil {
            spectrum.take(inverseVariance: pixels.error)
        } else if roles.error != nil {
            spectrum.take(error: pixels.error)
        }
        if roles.evidence <= .unit {
            let rest = preamble.columns.count - 2
            spectrum.assumptions.append(
                "The first two columns of numbers were taken for wavelength and flux"
                    + (rest > 0 ? ", and \(rest) further left out." : "."))
        }
        if let line = pixels.firstBadLine {
            spectrum.warnings.append(
                "\(pixels.badLines) lines without numbers were left out, the first is line \(line).")
        }
        preamble.describe(&spectrum)
        spectrum.takeSpectralTypeFromName(of: file)
        return spectrum
    }

    private static func axis(_ values: [Double], _ column: TableColumn, notes: inout [String]) -> SpectralAxis {
        var axis = SpectralAxis(values: values, unit: "", medium: column.statedMedium ?? .unknown)
        let unit = column.unit.flatMap { PhysicalUnit($0) }
        if column.plainName.hasPrefix("log") || unit?.isLogarithmic == true {
            axis.values = TenToThe.power(values)
            axis.spacing = .logarithmic
        }
        if let unit, SpectralQuantity(unit) != nil {
            axis.unit = unit.axisSpelling
        } else {
            axis.assumeUnit(written: column.unit, notes: &notes)
        }
        return axis
    }

    /// The numbers of the columns that count, line by line.
    private struct Pixels {
        private(set) var wavelengths: [Double] = []
        private(set) var flux: [Float] = []
        private(set) var error: [Float] = []
        private(set) var badLines = 0
        private(set) var firstBadLine: Int?
        private let spectralColumn: Int
        private let fluxColumn: Int
        private let errorColumn: Int?

        init(_ roles: ColumnRoles) {
            spectralColumn = roles.spectral.index
            fluxColumn = roles.flux.index
            errorColumn = (roles.inverseVariance ?? roles.error)?.index
        }

        /// Takes the current record; a flux that is missing is NaN, without a wavelength the line is left out.
        mutating func add(_ reader: borrowing DelimitedTextReader) {
            guard spectralColumn < reader.fieldCount, fluxColumn < reader.fieldCount,
                let wavelength = reader.number(spectralColumn), wavelength.isFinite
            else {
                badLines += 1
                firstBadLine = firstBadLine ?? reader.line
                return
            }
            wavelengths.append(wavelength)
            flux.append(Float(reader.number(fluxColumn) ?? .nan))
            if let errorColumn {
                error.append(errorColumn < reader.fieldCount ? Float(reader.number(errorColumn) ?? .nan) : .nan)
            }
        }
    }
}

extension Spectrum {
    /// Takes an MK spectral type from a file name like "HD27524_F5V.dat" for the label, and what stands before it for
    /// the target.
    ///
    /// Text spectra have no other place for it; the assumption says where it came from.
    mutating func takeSpectralTypeFromName(of file: String) {
        let stem = FileContent.stem(of: file)
        guard label == nil, let mark = stem.lastIndex(of: "_"), mark != stem.startIndex else { return }
        let type = String(stem[stem.index(after: mark)...])
        guard Self.isSpectralType(type) else { return }
        label = type
        assumptions.append("The label \(type) was taken from the file name.")
        if target.name == nil {
            target.name = String(stem[..<mark]).replacing("_", with: " ")
        }
    }

    /// "B0V", "K4p5Ib", "O4If", "M0I": temperature class, subclass, and luminosity class with additions.
    private static func isSpectralType(_ text: String) -> Bool {
        var rest = text[...]
        guard let letter = rest.popFirst(), "OBAFGKMLT".contains(letter), let digit = rest.popFirst(), digit.isASCII,
            digit.isNumber
        else { return false }
        if let first = rest.first, first == "." || first == "p" {
            rest = rest.dropFirst()
            guard let half = rest.popFirst(), half.isASCII, half.isNumber else { return false }
        }
        let luminosity = rest.prefix { "IV".contains($0) }
        guard ["I", "II", "III", "IV", "V", "VI"].contains(luminosity) else { return false }
        return rest.dropFirst(luminosity.count).allSatisfy { "abefpnm".contains($0) }
    }
}
