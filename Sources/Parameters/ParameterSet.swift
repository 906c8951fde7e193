// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The parameters of one module or recipe step, declared once.
///
/// Every stored property is a ``Parameter``, or another parameter set that several modules share; its parameters count
/// as this set's own, so that users see one flat list. Command-line flags, `--help`, JSON documents, validation
/// messages and the manual all come from the declarations.
public protocol ParameterSet: Codable, Sendable, Hashable {
    /// The defaults.
    init()
}

extension ParameterSet {
    /// The declarations, in the order of the properties.
    public static var declarations: [ParameterDeclaration] {
        Self().children.compactMap { name, parameter in parameter.declaration(name: name) }
    }

    /// Reads a JSON object; what it leaves out keeps its default.
    ///
    /// - Throws: ``ParameterError`` for an unknown name, a value of the wrong kind, or one outside its range.
    public init(json: Data) throws {
        guard let given = try? JSONSerialization.jsonObject(with: json) as? [String: Any] else {
            throw ParameterError.malformed(reason: "expected a JSON object")
        }
        try self.init(overlay: given)
    }

    /// Takes values as a user types them, by parameter name.
    ///
    /// - Throws: ``ParameterError``.
    public init(texts: [String: String]) throws { self = try Self().setting(texts) }

    /// The values as a user would type them, by parameter name; without those that are not set.
    public var texts: [String: String] {
        Dictionary(uniqueKeysWithValues: children.compactMap { name, parameter in parameter.text.map { (name, $0) } })
    }

    /// This set with other values for some parameters, as a user types them.
    ///
    /// - Throws: ``ParameterError``.
    public func setting(_ texts: [String: String]) throws -> Self {
        let children = Dictionary(uniqueKeysWithValues: Self().children)
        let overlay = try texts.reduce(into: [String: Any]()) { overlay, entry in
            guard let parameter = children[entry.key] else { throw Self.unknown(entry.key) }
            guard let value = try parameter.json(parsing: entry.value) else {
                let kind = parameter.declaration(name: entry.key)?.kind ?? .text
                throw ParameterError.unreadable(name: entry.key, text: entry.value, kind: kind)
            }
            overlay[entry.key] = value
        }
        return try Self(overlay: overlay, on: self)
    }

    /// Checks every value against its declared range and choices.
    ///
    /// - Throws: ``ParameterError/outOfRange(name:text:allowed:)``.
    public func validate() throws {
        let values = Dictionary(uniqueKeysWithValues: children)
        for declaration in Self.declarations {
            guard let parameter = values[declaration.name], let text = parameter.text else { continue }
            let number = parameter.number
            let allowed =
                (declaration.choices?.contains(text) ?? true)
                && (number.map { $0 >= declaration.minimum ?? -.infinity && $0 <= declaration.maximum ?? .infinity }
                    ?? true)
            guard allowed else {
                throw ParameterError.outOfRange(
                    name: declaration.name, text: text, allowed: declaration.rangeText ?? "a finite number")
            }
        }
    }

    private init(overlay: [String: Any], on defaults: Self = Self()) throws {
        var object = try LooseJSON.dictionary(of: defaults)
        let known = Set(defaults.children.map(\.0))
        let shared = defaults.shared
        for (name, value) in overlay {
            guard known.contains(name) else { throw Self.unknown(name) }
            if let (property, _) = shared.first(where: { $0.set.children.contains { $0.0 == name } }) {
                var part = object[property] as? [String: Any] ?? [:]
                part[name] = value
                object[property] = part
            } else {
                object[name] = value
            }
        }
        do {
            self = try LooseJSON.value(Self.self, from: object)
        } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
            let name = context.codingPath.last { known.contains($0.stringValue) }?.stringValue ?? "?"
            let kind = Self.declarations.first { $0.name == name }?.kind ?? .text
            throw ParameterError.unreadable(name: name, text: "\(overlay[name] ?? "")", kind: kind)
        }
        try validate()
    }

    private static func unknown(_ name: String) -> ParameterError {
        .unknown(name: name, known: declarations.map(\.name))
    }

    /// The parameters in the order of the properties, those of shared sets in their place.
    var children: [(String, any AnyParameter)] {
        Mirror(reflecting: self).children.flatMap { label, value -> [(String, any AnyParameter)] in
            if let set = value as? any ParameterSet { return set.children }
            guard let label, let parameter = value as? any AnyParameter else { return [] }
            return [(String(label.drop { $0 == "_" }), parameter)]
        }
    }

    /// The properties that are parameter sets themselves.
    private var shared: [(property: String, set: any ParameterSet)] {
        Mirror(reflecting: self).children.compactMap { label, value in
            guard let label, let set = value as? any ParameterSet else { return nil }
            return (label, set)
        }
    }
}

extension ParameterSet {
    /// All values as one flat JSON object with sorted keys, which ``init(json:)`` reads.
    ///
    /// - Throws: `EncodingError` for a number that is not finite.
    public func json() throws -> Data {
        var object = try LooseJSON.dictionary(of: self)
        for (property, set) in shared {
            object[property] = nil
            object.merge(try LooseJSON.dictionary(of: set)) { own, _ in own }
        }
        return try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    }
}
