// SPDX-License-Identifier: Apache-2.0

/// The three kinds of data that SAMP knows (SAMP 1.3 §3.3): numbers and truth values travel as strings.
public enum SAMPValue: Sendable, Hashable {
    case string(String)
    case list([SAMPValue])
    case map([String: SAMPValue])

    /// `nil` for a list or a map.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    public var list: [SAMPValue]? { if case .list(let values) = self { values } else { nil } }
    public var map: [String: SAMPValue]? { if case .map(let values) = self { values } else { nil } }

    public subscript(key: String) -> SAMPValue? { map?[key] }

    /// "5" as SAMP int (§3.4.2): digits with an optional sign; blanks around are forgiven.
    public var int: Int? { string.flatMap { Int($0.trimming(" \t\r\n")) } }

    /// SAMP float (§3.4.3); `nil` also for NaN and infinity, which are none.
    public var double: Double? {
        string.flatMap { Double($0.trimming(" \t\r\n")) }.flatMap { $0.isFinite ? $0 : nil }
    }

    /// SAMP boolean (§3.4.4): "1" and "0"; "true" and "false" are forgiven.
    public var bool: Bool? {
        switch string?.trimming(" \t\r\n").lowercased() {
        case "1", "true": true
        case "0", "false": false
        default: nil
        }
    }

    public init(_ number: Int) { self = .string(String(number)) }
    public init(_ number: Double) { self = .string(String(number)) }
    public init(_ truth: Bool) { self = .string(truth ? "1" : "0") }
}

extension SAMPValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    public init(stringLiteral text: String) { self = .string(text) }
    public init(arrayLiteral values: SAMPValue...) { self = .list(values) }
    public init(dictionaryLiteral pairs: (String, SAMPValue)...) {
        self = .map(Dictionary(pairs, uniquingKeysWith: { $1 }))
    }
}

/// As JSON: a string, an array or an object.
extension SAMPValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let values = try? container.decode([SAMPValue].self) {
            self = .list(values)
        } else {
            self = .map(try container.decode([String: SAMPValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .map(let values): try container.encode(values)
        }
    }
}

extension String {
    func trimming(_ characters: String) -> String {
        var rest = Substring(self)
        while let first = rest.unicodeScalars.first, characters.unicodeScalars.contains(first) {
            rest.unicodeScalars.removeFirst()
        }
        while let last = rest.unicodeScalars.last, characters.unicodeScalars.contains(last) {
            rest.unicodeScalars.removeLast()
        }
        return String(rest)
    }
}
