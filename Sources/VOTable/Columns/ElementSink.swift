// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The elements of cells that have several, in the order in which they come.
struct ElementSink {
    let shape: CellShape
    /// What stands for a missing integer in an array.
    let nullElement: Int64?
    var integers: [Int64] = []
    var reals: [Double] = []
    var booleans: [UInt8] = []
    var texts = VOTableTexts()
    /// Where each cell's elements begin.
    var starts = [0]

    init(_ shape: CellShape, nullElement: Int64? = nil) {
        self.shape = shape
        self.nullElement = nullElement
    }

    var count: Int {
        switch shape.element {
        case .integer: integers.count
        case .real, .complex: reals.count
        case .boolean, .bit: booleans.count
        case .text: texts.count
        }
    }

    var values: VOTableColumn.Values {
        switch shape.element {
        case .integer: .integers(integers)
        case .real, .complex: .reals(reals)
        case .boolean, .bit: .booleans(booleans)
        case .text: .texts(texts)
        }
    }

    mutating func endCell() { starts.append(count) }

    /// What a null leaves in a column whose cells all have the same number of elements.
    mutating func appendNullCell() {
        if shape.element == .complex, !shape.isArray { reals += [.nan, .nan] }
        endCell()
    }

    /// The elements of one TABLEDATA cell; false if the text is none of its type.
    mutating func appendCell(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if shape.element == .integer, Self.isWordForNull(text) {
            endCell()
            return true
        }
        let read =
            switch shape.element {
            case .text: appendStrings(text)
            case .bit, .boolean: appendBooleans(text)
            default: appendNumbers(text)
            }
        if shape.element == .complex {
            // A real number alone has no imaginary part.
            if !shape.isArray, let start = starts.last, reals.count == start + 1 { reals.append(0) }
            if !shape.isArray, let start = starts.last, reals.count != start + 2 { return false }
            if reals.count % 2 != 0 { return false }
        }
        endCell()
        return read
    }

    /// Written for a missing array by some.
    private static func isWordForNull(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count < 16 else { return false }
        let word = String(decoding: text, as: UTF8.self).trimmingXMLSpace().lowercased()
        return word == "nan" || word == "null"
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ",")
    }

    private mutating func appendNumbers(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard var at = text.baseAddress else { return true }
        let end = at + text.count
        while true {
            while at < end, Self.isSeparator(at.pointee) { at += 1 }
            if at == end { return true }
            var after: UnsafePointer<UInt8>?
            switch shape.datatype {
            case .float, .floatComplex:
                var value: Float = 0
                after = secchi_read_float(at, end, &value)
                reals.append(Double(value))
            case .double, .doubleComplex:
                var value = 0.0
                after = secchi_read_double(at, end, &value)
                reals.append(value)
            default:
                var value: Int64 = 0
                after = secchi_read_integer(at, end, &value)
                if after == nil, let nullElement {
                    var ignored = 0.0
                    after = secchi_read_double(at, end, &ignored)
                    guard ignored.isNaN else { return false }
                    value = nullElement
                }
                integers.append(value)
            }
            guard let after, after == end || Self.isSeparator(after.pointee) else { return false }
            at = after
        }
    }

    /// Bits and truth values: with or without white space between them.
    private mutating func appendBooleans(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            if Self.isSeparator(text[index]) {
                index += 1
                continue
            }
            var word: [UInt8] = []
            while index < text.count, !Self.isSeparator(text[index]) {
                word.append(text[index] | 0x20)
                index += 1
            }
            let whole = String(decoding: word, as: UTF8.self)
            if whole == "true" || whole == "false" {
                booleans.append(whole == "true" ? 1 : 0)
                continue
            }
            for letter in word {
                switch letter {
                case UInt8(ascii: "1"), UInt8(ascii: "t"): booleans.append(1)
                case UInt8(ascii: "0"), UInt8(ascii: "f"): booleans.append(0)
                case UInt8(ascii: "?"): booleans.append(2)
                default: return false
                }
            }
        }
        return true
    }

    /// Strings of fixed length one behind the other, or one string.
    private mutating func appendStrings(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard shape.isArray, let length = shape.stringLength, length > 0 else {
            texts.append(text)
            return true
        }
        var rest = Substring(VOTableTexts.decode(text))
        while !rest.isEmpty {
            var piece = rest.unicodeScalars.prefix(length)
            rest = Substring(rest.unicodeScalars.dropFirst(length))
            while let last = piece.last, last == " " || last == "\0" { piece.removeLast() }
            texts.append(String(piece))
        }
        return true
    }
}

/// The text of a PARAM as a value.
enum CellText {
    /// `nil` if the text is no value of that field.
    static func value(of text: String, field: VOTableField) -> VOTableValue? {
        guard let shape = CellShape(datatype: field.datatype, arraysize: field.arraysize) else { return nil }
        if shape.element == .text, !shape.isArray { return .text(text) }
        let trimmed = text.trimmingXMLSpace()
        if trimmed.isEmpty || trimmed.lowercased() == "null" { return .null }
        if trimmed == "?", shape.element == .boolean { return .null }
        let nullElement = field.null.flatMap(integer)
        var sink = ElementSink(shape, nullElement: nullElement)
        let source = shape.element == .text ? text : trimmed
        guard Array(source.utf8).withUnsafeBufferPointer({ sink.appendCell($0) }) else { return nil }
        let isScalar = !shape.isArray && shape.element != .complex
        // A list where one value was declared is kept as a list: nothing is lost.
        let column = VOTableColumn(
            values: sink.values, starts: isScalar && sink.count == 1 ? [] : sink.starts, rowCount: 1,
            isComplex: shape.element == .complex, nullElement: nullElement)
        if shape.element == .complex, !shape.isArray, sink.count == 2 { return .complex(sink.reals[0], sink.reals[1]) }
        if case .integer(let value) = column[0], value == nullElement { return .null }
        return column[0]
    }

    static func integer(_ text: String) -> Int64? {
        let bytes = Array(text.trimmingXMLSpace().utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var value: Int64 = 0
            return secchi_read_integer(start, start + buffer.count, &value) == start + buffer.count ? value : nil
        }
    }

    static func real(_ text: String) -> Double? {
        let bytes = Array(text.trimmingXMLSpace().utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            var value = 0.0
            return secchi_read_double(start, start + buffer.count, &value) == start + buffer.count ? value : nil
        }
    }
}
