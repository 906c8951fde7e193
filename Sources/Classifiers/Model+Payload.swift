// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation

extension Model {
    /// A model of a module that needs no labels: it learnt from all rows of a dataset.
    init(_ module: any ClassifierModule, learntFrom dataset: Dataset, parameters: Data, payload: Data) {
        self.init(
            module: module.name, version: ProgramVersion.current, classNames: [], grid: dataset.grid,
            recipe: dataset.recipe, parameters: parameters, dataset: dataset.name, trainingRows: dataset.rowCount,
            trainingGroups: Set(dataset.objectNumbers).count, payload: payload)
    }
}

extension Model {
    /// Learnt values as JSON; keys are sorted, so that equal values have equal bytes.
    static func payload(of value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(value)
    }

    /// The payload of a model whose learnt values are stored as JSON.
    ///
    /// - Throws: ``ClassifierError/notAModel(file:reason:)``.
    func decodedPayload<Value: Decodable>() throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: payload)
        } catch {
            throw ClassifierError.notAModel(file: dataset, reason: "what it has learnt cannot be read")
        }
    }
}

/// How learnt values become the bytes of a model file, unless the module has a form of its own.
enum Payload {
    /// A binary property list.
    static func encode(_ value: some Encodable) throws -> Data { try PropertyListEncoder.binary.encode(value) }

    /// What ``encode(_:)`` made bytes of.
    ///
    /// - Throws: ``ClassifierError/notAModel(file:reason:)``, which names the module.
    static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from payload: Data, module: String
    ) throws(ClassifierError) -> Value {
        do {
            return try PropertyListDecoder().decode(Value.self, from: payload)
        } catch {
            throw .notAModel(file: "its payload", reason: "it is not what the \(module) module writes")
        }
    }
}
