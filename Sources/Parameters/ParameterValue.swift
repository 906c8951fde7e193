// SPDX-License-Identifier: Apache-2.0

/// A type that a parameter can have.
public protocol ParameterValue: Codable, Sendable, Hashable {
    /// The kind that declarations, messages and manuals state for this type.
    static var kind: ParameterDeclaration.Kind { get }
    /// The value as a user would type it; `nil` for "not set".
    var parameterText: String? { get }
    /// The value in JSON, read from what a user typed; `nil` if it cannot be read.
    static func parse(_ text: String) -> Self?
    /// The number that a range applies to, if there is one.
    var parameterNumber: Double? { get }
}

extension ParameterValue {
    public var parameterNumber: Double? { nil }
}

extension Int: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .integer }
    public var parameterText: String? { String(self) }
    public static func parse(_ text: String) -> Int? { Int(text) }
    public var parameterNumber: Double? { Double(self) }
}

extension Double: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .real }
    public var parameterText: String? { String(self) }
    public static func parse(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
    public var parameterNumber: Double? { self }
}

extension Bool: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .boolean }
    public var parameterText: String? { String(self) }
    public static func parse(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension String: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .text }
    public var parameterText: String? { self }
    public static func parse(_ text: String) -> String? { text }
}

extension Optional: ParameterValue where Wrapped: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { Wrapped.kind }
    public var parameterText: String? { self?.parameterText }
    public static func parse(_ text: String) -> Wrapped?? { Wrapped.parse(text).map { .some($0) } }
    public var parameterNumber: Double? { self?.parameterNumber }
}

extension Array: ParameterValue where Element: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .list }
    public var parameterText: String? { compactMap(\.parameterText).joined(separator: ",") }
    public static func parse(_ text: String) -> [Element]? {
        let words = text.split(separator: ",").map(String.init)
        let values = words.compactMap(Element.parse)
        return values.count == words.count ? values : nil
    }
}
