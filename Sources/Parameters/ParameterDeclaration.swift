// SPDX-License-Identifier: Apache-2.0

/// What is known of one parameter before anybody sets it: the source of flags, help, forms, schemas and messages.
public struct ParameterDeclaration: Sendable, Hashable, Codable {
    /// The kinds of value a parameter can hold.
    public enum Kind: String, Sendable, Codable { case integer, real, boolean, text, list }

    /// The name in JSON documents, in lower camel case: `minimumLeafSize`.
    public var name: String
    /// How the value is read from text and shown in forms; for "or not set" the kind of the value when set.
    public var kind: Kind
    /// The default as text; `nil` means "not set".
    public var defaultText: String?
    /// The smallest value allowed.
    public var minimum: Double?
    /// The largest value allowed.
    public var maximum: Double?
    /// The values allowed, if only some are.
    public var choices: [String]?
    /// The unit of the number, in VOUnits spelling: "Angstrom", "km/s".
    public var unit: String?
    /// One sentence for the user, without its full stop.
    public var help: String

    public init(
        name: String, kind: Kind, defaultText: String? = nil, minimum: Double? = nil, maximum: Double? = nil,
        choices: [String]? = nil, unit: String? = nil, help: String
    ) {
        self.name = name
        self.kind = kind
        self.defaultText = defaultText
        self.minimum = minimum
        self.maximum = maximum
        self.choices = choices
        self.unit = unit
        self.help = help
    }

    /// The name as a command-line flag: `--minimum-leaf-size`, `--maximum-snr`.
    public var flag: String {
        var flag = "--"
        var previousIsUpper = true
        for character in name {
            if character.isUppercase, !previousIsUpper { flag += "-" }
            flag += character.lowercased()
            previousIsUpper = character.isUppercase
        }
        return flag
    }

    /// "1 to 100", "at least 0", "one of gini, entropy", or nothing.
    public var rangeText: String? {
        if let choices { return "one of " + choices.joined(separator: ", ") }
        switch (minimum, maximum) {
        case (let low?, let high?): return "\(number(low)) to \(number(high))"
        case (let low?, nil): return "at least \(number(low))"
        case (nil, let high?): return "at most \(number(high))"
        case (nil, nil): return nil
        }
    }

    private func number(_ value: Double) -> String {
        kind == .integer || value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
    }
}
