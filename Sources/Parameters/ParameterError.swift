// SPDX-License-Identifier: Apache-2.0

/// A parameter that cannot be used as given: says which, why, and what would do.
public enum ParameterError: Error, Sendable, Hashable {
    case unknown(name: String, known: [String])
    case unreadable(name: String, text: String, kind: ParameterDeclaration.Kind)
    case outOfRange(name: String, text: String, allowed: String)
    case missingValue(flag: String)
    case malformed(reason: String)
}

extension ParameterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "PAR001: there is no parameter \(name); there are: \(known.joined(separator: ", "))"
        case .unreadable(let name, let text, let kind):
            "PAR002: \(name): \"\(text)\" is not \(kind == .integer ? "an" : "a") \(kind.rawValue)"
        case .outOfRange(let name, let text, let allowed):
            "PAR003: \(name): \(text) is not allowed; give \(allowed)"
        case .missingValue(let flag):
            "PAR004: \(flag) needs a value"
        case .malformed(let reason):
            "PAR005: the parameters cannot be read: \(reason)"
        }
    }
}
