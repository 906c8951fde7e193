// SPDX-License-Identifier: Apache-2.0

public import VOTable

extension VOTableValue {
    /// The value as text; `nil` for null, for empty text and for NaN, which all mean "missing". Arrays are separated by blanks.
    public var text: String? {
        switch self {
        case .null: return nil
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .real(let value): return value.isNaN ? nil : Self.plain(value)
        case .text(let value):
            let text = value.trimmed
            return text.isEmpty ? nil : text
        case .complex(let real, let imaginary): return "\(real) \(imaginary)"
        case .booleans(let values): return Self.joined(values.map { $0.map { $0 ? "true" : "false" } ?? "?" })
        case .integers(let values):
            return values.contains { $0 != nil } ? Self.joined(values.map { $0.map { "\($0)" } ?? "NaN" }) : nil
        case .reals(let values):
            return values.allSatisfy(\.isNaN) ? nil : Self.joined(values.map { Self.plain($0) })
        case .texts(let values): return Self.joined(values)
        }
    }

    /// The value as a number; text is read as one. `nil` for missing values, NaN and arrays of several.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value.isNaN ? nil : value
        case .text(let value): Double(value.trimmed).flatMap { $0.isNaN ? nil : $0 }
        case .reals(let values): values.count == 1 && !values[0].isNaN ? values[0] : nil
        default: nil
        }
    }

    /// Several numbers: an array, or text with blanks or commas between them.
    var numbers: [Double] {
        switch self {
        case .reals(let values): values
        case .integers(let values): values.map { $0.map(Double.init) ?? .nan }
        case .text(let value):
            value.split { $0 == "," || $0.isWhitespace }.map { Double($0) ?? .nan }
        default: number.map { [$0] } ?? []
        }
    }

    /// "5" rather than "5.0" for whole numbers.
    private static func plain(_ value: Double) -> String {
        guard value == value.rounded(), abs(value) < 1e15 else {
            return value == .infinity ? "+Inf" : value == -.infinity ? "-Inf" : "\(value)"
        }
        return "\(Int(value))"
    }

    private static func joined(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: " ") }
}
