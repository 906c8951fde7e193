// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Parameters

/// Between the words of a command line and a parameter set that was declared elsewhere.
enum ModuleFlags {
    /// The parameter set, and the one word that is no flag.
    static func parse<Set: ParameterSet>(
        _ type: Set.Type, _ words: [String], operand: String
    ) throws -> (set: Set, operand: String) {
        let (set, rest) = try parse(type, words)
        guard rest.count == 1 else {
            throw ValidationError(rest.isEmpty ? "name a \(operand)" : "one \(operand), not \(rest.count): \(rest)")
        }
        return (set, rest[0])
    }

    /// The parameter set, and the words that are no flags; what is wrong with them is wrong usage.
    static func parse<Set: ParameterSet>(_ type: Set.Type, _ words: [String]) throws -> (set: Set, rest: [String]) {
        do {
            return try type.extracted(from: words)
        } catch let error as ParameterError {
            throw ValidationError("\(error)")
        }
    }

    /// As a job document has them.
    static func values(of set: some ParameterSet) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: set.json())
    }
}
