// SPDX-License-Identifier: Apache-2.0

/// A dialect of text files.
protocol TextDialect: Dialect {
    /// Whether a text is of the dialect, from its beginning.
    static func recognises(_ start: TextStart) -> Bool
    static func spectra(in text: String, name file: String) throws(SpectrumError) -> [Spectrum]
}

extension TextDialect {
    static func recognises(_ content: FileContent) -> Bool {
        if case .text(let text, _) = content { recognises(TextStart(text)) } else { false }
    }

    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        guard case .text(let text, let file) = content else {
            throw .noSpectrum(file: content.name, reason: "\(name) is a layout of text files")
        }
        return try spectra(in: text, name: file)
    }
}

/// The first record of a text, and the one after it, split into fields.
struct TextStart {
    let format: DelimitedTextFormat
    let first: [String]
    let second: [String]

    /// Looks at the first megabyte: two records of the widest tables.
    init(_ text: String) {
        let bytes = Array(text.utf8.prefix(1 << 20))
        format = DelimitedTextFormat(guessing: bytes)
        var records: [[String]] = []
        if var reader = try? DelimitedTextReader(bytes: bytes, name: "", format: format) {
            while records.count < 2, (try? reader.nextRecord()) == true { records.append(reader.texts()) }
        }
        first = records.first ?? []
        second = records.count > 1 ? records[1] : []
    }
}

extension String {
    /// The number that the text is, if it is one.
    var decimalNumber: Double? {
        var copy = self
        return copy.withUTF8 { DecimalNumber.parse(UnsafeRawBufferPointer($0)) }
    }
}
