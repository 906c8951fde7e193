// SPDX-License-Identifier: Apache-2.0

/// A parameter that cannot be used as given: says which, why, and what would do.
public enum ParameterError: Error, Sendable, Hashable {
    /// No declaration has this name; `known` are all names, or all flags on a command line.
    case unknown(name: String, known: [String])
    /// The text or JSON value is not of the declared kind.
    case unreadable(name: String, text: String, kind: ParameterDeclaration.Kind)
    /// Of the right kind, but outside the declared range or choices; `allowed` says them in words.
    case outOfRange(name: String, text: String, allowed: String)
    /// A flag that is not boolean stands last on a command line.
    case missingValue(flag: String)
    /// The document as a whole is no JSON object.
    case malformed(reason: String)
}

extension ParameterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "PAR001: there is no parameter \(name); there are: \(known.joined(separator: ", "))"
        case .unreadable(let name, let text, let kind):
            """
            PAR002: \(name): "\(text)" is not \(kind == .integer ? "an" : "a") \(kind.rawValue); \
            give \(kind.example)
            """
        case .outOfRange(let name, let text, let allowed):
            "PAR003: \(name): \(text) is not allowed; give \(allowed)"
        case .missingValue(let flag):
            "PAR004: \(flag) needs a value; write \(flag) VALUE"
        case .malformed(let reason):
            "PAR005: the parameters cannot be read: \(reason); write {\"name\": value, …}"
        }
    }
}

extension ParameterDeclaration.Kind {
    /// What to type for a value of this kind, for messages.
    fileprivate var example: String {
        switch self {
        case .integer: "a whole number, such as 10"
        case .real: "a number, such as 2.5"
        case .boolean: "true or false"
        case .text: "text in the form that its help describes"
        case .list: "values separated by commas"
        }
    }
}
