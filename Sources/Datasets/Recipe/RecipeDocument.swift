// SPDX-License-Identifier: Apache-2.0

import Foundation
import Parameters

/// The JSON form of a recipe.
struct RecipeDocument: Codable {
    var unit: String?
    var steps: [[String: JSONValue]]

    init(_ recipe: Recipe) throws {
        unit = recipe.unit
        steps = try recipe.steps.map { step in
            var object = try JSONDecoder().decode([String: JSONValue].self, from: JSONEncoder().encode(step))
            object = object.filter { $0.value != .null }
            object["step"] = .text(type(of: step).name)
            return object
        }
    }

    func recipe() throws -> Recipe {
        let steps = try self.steps.enumerated().map { index, object in
            try Self.step(from: object, number: index + 1)
        }
        return Recipe(steps: steps, unit: unit ?? "Angstrom")
    }

    static func recipe(from json: Data) throws -> Recipe {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: json)
        } catch {
            throw DatasetError.recipeMalformed(reason: "it is not JSON")
        }
        if let key = JSONValue.repeatedKey(in: json) {
            throw DatasetError.recipeMalformed(reason: "\"\(key)\" stands twice in one object")
        }
        if let keys = (object as? [String: Any])?.keys,
            let stranger = keys.sorted().first(where: { !["steps", "unit"].contains($0) })
        {
            throw DatasetError.recipeMalformed(reason: "\"\(stranger)\" is not known beside \"steps\" and \"unit\"")
        }
        do {
            if object is [Any] {
                let steps = try JSONDecoder().decode([[String: JSONValue]].self, from: json)
                return try RecipeDocument(unit: nil, steps: steps).recipe()
            }
            return try JSONDecoder().decode(RecipeDocument.self, from: json).recipe()
        } catch is DecodingError {
            throw DatasetError.recipeMalformed(reason: "\"steps\" must be a list of objects")
        }
    }

    static func data(of recipe: Recipe) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        // A parameter is finite by construction and its keys are text, so encoding has nothing to refuse.
        return (try? encoder.encode(recipe)) ?? Data()
    }

    static func compact(_ recipe: Recipe) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: (try? encoder.encode(recipe)) ?? Data(), as: UTF8.self)
        return json.utf16.reduce(into: "") { text, unit in
            if unit < 0x7F, let scalar = Unicode.Scalar(unit) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\u" + String(Int(unit) + 0x10000, radix: 16).suffix(4)
            }
        }
    }

    private init(unit: String?, steps: [[String: JSONValue]]) {
        self.unit = unit
        self.steps = steps
    }

    private static func step(from object: [String: JSONValue], number: Int) throws -> any RecipeStep {
        guard case .text(let name)? = object["step"] else {
            if object["step"] != nil {
                throw DatasetError.recipeMalformed(
                    reason: "\"step\" in step \(number) is no name; the distance of pixels is called \"width\"")
            }
            throw DatasetError.recipeMalformed(reason: "step \(number) does not name its \"step\"")
        }
        let type = try RecipeSteps.named(name)
        do {
            let parameters = object.filter { $0.key != "step" }
            return try type.init(json: JSONEncoder().encode(parameters))
        } catch {
            throw DatasetError.badStep(step: number, name: name, reason: "\(error)")
        }
    }
}
