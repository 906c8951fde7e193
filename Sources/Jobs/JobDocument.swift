// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Parameters

/// One run of one module, as JSON: what the command line, the server, a cluster and the tests all hand over.
///
/// ```json
/// { "module": "forest", "inputs": { "dataset": "stars.fits" }, "parameters": { "trees": 500, "seed": 7 } }
/// ```
///
/// Paths may be relative to the folder of the document. Parameters left out keep their defaults; the document that a
/// job folder keeps has all of them written out, so that running it again gives the same bits.
public struct JobDocument: Sendable, Hashable {
    /// The name of a module in ``JobModules/all``.
    public var module: String
    /// What the module works on, by role: "dataset", "model", "collection", "files"; in JSON one text, or a list of
    /// them.
    public var inputs: [String: [String]]
    /// Parameter values by name, each a JSON value; seeds are parameters too.
    public var parameters: [String: JSONValue]

    public init(module: String, inputs: [String: [String]] = [:], parameters: [String: JSONValue] = [:]) {
        self.module = module
        self.inputs = inputs
        self.parameters = parameters
    }

    /// Reads a document and makes its input paths absolute.
    ///
    /// - Throws: ``JobError/badDocument(file:reason:)``.
    public init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw JobError.badDocument(file: path, reason: "the file cannot be read")
        }
        if let key = JSONValue.repeatedKey(in: data) {
            throw JobError.badDocument(file: path, reason: "\"\(key)\" stands twice in one object")
        }
        do {
            self = try JSONDecoder().decode(JobDocument.self, from: data)
        } catch DecodingError.keyNotFound(let key, _) {
            throw JobError.badDocument(file: path, reason: "\"\(key.stringValue)\" is missing")
        } catch {
            throw JobError.badDocument(file: path, reason: Self.reason(of: error))
        }
        let folder = URL(filePath: path).deletingLastPathComponent()
        inputs = Self.absolute(inputs, in: folder)
    }

    /// The inputs with every file that stands in the folder named by its whole path; collections are names, not files.
    static func absolute(_ inputs: [String: [String]], in folder: URL) -> [String: [String]] {
        var absolute = inputs
        for (role, names) in inputs where role != "collection" {
            absolute[role] = names.map { name in
                let path = name.hasPrefix("/") ? name : folder.appending(path: name).standardized.path
                var isFolder: ObjCBool = false
                let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                return isThere && (role == "files" || !isFolder.boolValue) ? path : name
            }
        }
        return absolute
    }

    /// The document as indented JSON with sorted keys.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// The one file or name given for a role.
    ///
    /// - Throws: ``JobError/missingInput(role:module:)``.
    public func input(_ role: String) throws(JobError) -> String {
        guard let name = inputs[role]?.first else { throw .missingInput(role: role, module: module) }
        return name
    }

    private static func reason(of error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
        case DecodingError.dataCorrupted(let context): context.debugDescription
        default: "\(error)"
        }
    }
}

extension JobDocument: Codable {
    private enum CodingKeys: String, CodingKey { case module, inputs, parameters }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys
        where CodingKeys(stringValue: key.stringValue) == nil {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "\"\(key.stringValue)\" is none of module, inputs, parameters"))
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            module: try container.decode(String.self, forKey: .module),
            inputs: try container.decodeIfPresent([String: OneOrMore].self, forKey: .inputs)?.mapValues(\.texts) ?? [:],
            parameters: try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(module, forKey: .module)
        try container.encode(inputs.mapValues(OneOrMore.init), forKey: .inputs)
        try container.encode(parameters, forKey: .parameters)
    }

    /// A list of texts, written as one text when it has one.
    private struct OneOrMore: Codable {
        var texts: [String]

        init(texts: [String]) { self.texts = texts }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                texts = [text]
            } else {
                texts = try container.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if texts.count == 1 { try container.encode(texts[0]) } else { try container.encode(texts) }
        }
    }
}
