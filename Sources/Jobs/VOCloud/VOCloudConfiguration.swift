// SPDX-License-Identifier: Apache-2.0

import Classifiers
public import Foundation
public import Parameters

/// A configuration of one of VO-CLOUD's workers, told from another by its keys: RDF (random forest) or SOM.
public struct VOCloudConfiguration: Sendable {
    /// "forest" or "som".
    public var module: String
    /// Complete, in our terms.
    public var parameters: [String: JSONValue]
    /// What was assumed or left out, one sentence each.
    public var notes: [String]

    /// - Throws: `ClassifierError` for what is no such configuration, `ParameterError` for values out of range.
    public init(contentsOf path: String) throws {
        guard let json = FileManager.default.contents(atPath: path) else {
            throw JobError.inputMissing(role: "configuration", path: path)
        }
        let keys = (try? JSONSerialization.jsonObject(with: json) as? [String: Any])?.keys.map { $0.lowercased() } ?? []
        let complete: Data
        if keys.contains("parameters") {
            let map = try MapConfiguration(json: json, file: path)
            (module, complete, notes) = ("som", try map.parameters.json(), map.notes)
        } else {
            let forest = try ForestConfiguration(json: json, file: path)
            (module, complete, notes) = ("forest", try forest.parameters.json(), forest.notes)
        }
        parameters = try JSONDecoder().decode([String: JSONValue].self, from: complete)
    }

    /// The job that the configuration asks for, on a dataset of ours.
    public func document(dataset: String) -> JobDocument {
        JobDocument(module: module, inputs: ["dataset": [dataset]], parameters: parameters)
    }

    /// A job of ours as VO-CLOUD's worker would read it.
    ///
    /// - Returns: the JSON, and what could not be said in it.
    /// - Throws: ``JobError/unknownModule(name:known:)`` for a module that VO-CLOUD had not.
    public static func exported(_ document: JobDocument) throws -> (json: Data, notes: [String]) {
        let json = try JSONCoding.encoder.encode(document.parameters)
        let paths = document.inputs["dataset"] ?? []
        switch document.module {
        case "forest":
            let sets = paths.first.map { ["train_set": $0] } ?? [:]
            let forest = ForestConfiguration(dataSets: sets, parameters: try .init(json: json))
            return (try forest.json, forest.notes)
        case "som":
            let map = MapConfiguration(name: "secchi", paths: paths, parameters: try .init(json: json))
            return (try map.json, map.notes)
        default: throw JobError.unknownModule(name: document.module, known: ["forest", "som"])
        }
    }
}
