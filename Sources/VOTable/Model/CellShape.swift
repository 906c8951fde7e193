// SPDX-License-Identifier: Apache-2.0

/// How one cell of a column is made up: what datatype and arraysize say together (VOTable 1.4 §2.2, §4.1.2).
struct CellShape: Sendable, Hashable {
    enum Element: Sendable, Hashable { case boolean, bit, integer, real, complex, text }

    let datatype: VOTableField.Datatype
    let element: Element
    /// More than one element; a string is one element.
    let isArray: Bool
    /// Elements in a binary cell (characters for text); `nil` if a count stands before them.
    let fixedCount: Int?
    /// Characters of one string in an array of strings.
    let stringLength: Int?

    /// `nil` if the arraysize has more elements than an `Int32` counts; text that is no arraysize is read as "*".
    init?(datatype: VOTableField.Datatype, arraysize: String?) {
        self.datatype = datatype
        element =
            switch datatype {
            case .boolean: .boolean
            case .bit: .bit
            case .unsignedByte, .short, .int, .long: .integer
            case .float, .double: .real
            case .floatComplex, .doubleComplex: .complex
            case .char, .unicodeChar: .text
            }
        var dimensions: [Int?] = []
        for part in (arraysize ?? "").split(separator: "x") {
            let digits = part.filter { $0 != "*" && !$0.isWhitespace }
            if part.contains("*") || Int(digits) == nil && !part.allSatisfy(\.isNumber) {
                dimensions.append(nil)
            } else if let size = Int32(digits), size >= 0 {
                dimensions.append(Int(size))
            } else {
                return nil
            }
        }
        var count: Int? = 1
        for dimension in dimensions {
            guard let dimension, let known = count else {
                count = nil
                continue
            }
            let (product, overflow) = known.multipliedReportingOverflow(by: dimension)
            guard !overflow, product <= Int(Int32.max) else { return nil }
            count = product
        }
        fixedCount = count
        if element == .text {
            isArray = dimensions.count > 1
            stringLength = isArray ? (dimensions[0] ?? 1) : nil
        } else {
            // arraysize="1" is the deprecated spelling of a scalar (VOTable 1.3 erratum 3).
            isArray = !dimensions.isEmpty && dimensions != [1]
            stringLength = nil
        }
    }

    /// Bytes of one element in BINARY; 0 for bits.
    var elementSize: Int {
        switch datatype {
        case .bit: 0
        case .boolean, .unsignedByte, .char: 1
        case .short, .unicodeChar: 2
        case .int, .float: 4
        case .long, .double, .floatComplex: 8
        case .doubleComplex: 16
        }
    }
}
