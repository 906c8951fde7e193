// SPDX-License-Identifier: Apache-2.0

/// Any JSON value.
public enum JSONValue: Sendable, Hashable {
    /// JSON's `null`; in a parameter "not set".
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number that `Int` holds exactly.
    case integer(Int)
    /// Any other number.
    case real(Double)
    /// A string, its escapes resolved.
    case text(String)
    /// Values in their order.
    case array([JSONValue])
    /// Values by name; the order of names is lost. Of a name that stands twice one value stays: see
    /// ``repeatedKey(in:)``.
    case object([String: JSONValue])
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .real(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .real(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
