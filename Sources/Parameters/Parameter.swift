// SPDX-License-Identifier: Apache-2.0

/// One parameter of a module or recipe step: its value, and what a user must know to set it.
///
/// ```swift
/// struct ForestParameters: ParameterSet {
///     @Parameter("Number of trees", in: 1...10_000) var trees = 100
///     @Parameter("Split criterion", choices: ["gini", "entropy"]) var criterion = "gini"
///     init() {}
/// }
/// ```
@propertyWrapper
public struct Parameter<Value: ParameterValue>: Sendable, Hashable {
    /// The value, as modules and steps read it; not checked against the range until ``ParameterSet/validate()``.
    public var wrappedValue: Value
    private let specification: Specification?

    /// - Parameters:
    ///   - help: one sentence for the user, without its full stop.
    ///   - range: the numbers allowed.
    ///   - unit: the unit in VOUnits spelling.
    ///   - choices: the words allowed.
    public init(
        wrappedValue: Value, _ help: String, in range: ClosedRange<Double>? = nil, unit: String? = nil,
        choices: [String]? = nil
    ) {
        self.wrappedValue = wrappedValue
        specification = Specification(
            help: help, minimum: range.map(\.lowerBound).flatMap(finite),
            maximum: range.map(\.upperBound).flatMap(finite),
            unit: unit, choices: choices)
    }

    /// The declaration under the name of the property; only a set made by its `init()` has one.
    func declaration(name: String) -> ParameterDeclaration? {
        specification.map { specification in
            ParameterDeclaration(
                name: name, kind: Value.kind, defaultText: wrappedValue.parameterText, minimum: specification.minimum,
                maximum: specification.maximum, choices: specification.choices, unit: specification.unit,
                help: specification.help)
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.wrappedValue == right.wrappedValue }
    public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

private func finite(_ value: Double) -> Double? {
    value.magnitude < .greatestFiniteMagnitude ? value : nil
}

private struct Specification: Sendable {
    var help: String
    var minimum: Double?
    var maximum: Double?
    var unit: String?
    var choices: [String]?
}

extension Parameter: Codable {
    /// A decoded parameter holds its value only; the declaration stays with the defaults.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try Value(from: decoder)
        specification = nil
    }

    public func encode(to encoder: any Encoder) throws {
        try wrappedValue.encode(to: encoder)
    }
}

/// What ``ParameterSet`` asks of each of its properties, whatever its type.
protocol AnyParameter {
    func declaration(name: String) -> ParameterDeclaration?
    var text: String? { get }
    var number: Double? { get }
    /// The JSON text of a value that a user typed.
    func json(parsing text: String) throws -> Any?
}

extension Parameter: AnyParameter {
    var text: String? { wrappedValue.parameterText }
    var number: Double? { wrappedValue.parameterNumber }

    func json(parsing text: String) throws -> Any? {
        guard let value = Value.parse(text) else { return nil }
        return try LooseJSON.object(of: [value])
    }
}
