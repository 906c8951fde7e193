// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import VOTable

/// Documents of real archives against what astropy found in them (`data/expected.json`).
@Suite struct CorpusTests {
    struct Expected: Decodable, Sendable, CustomTestStringConvertible {
        struct Facts: Decodable, Sendable {
            struct Table: Decodable, Sendable {
                var rowCount: Int?
                var fieldCount: Int
                var fields: [String]

                enum CodingKeys: String, CodingKey {
                    case rowCount = "n_rows"
                    case fieldCount = "n_fields"
                    case fields
                }
            }
            var version: String?
            var tables: [Table]?
        }
        var path: String
        var format: String
        var facts: Facts
        var testDescription: String { path }
    }

    static let entries: [Expected] = {
        guard SharedData.isAvailable,
            let data = try? Data(contentsOf: URL(filePath: SharedData.path("data/expected.json"))),
            let whole = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let list = whole["entries"] as? [[String: Any]]
        else { return [] }
        return list.compactMap { entry in
            guard let path = entry["path"] as? String, let format = entry["format"] as? String,
                let expected = entry["expected"] as? [String: Any], expected["serialisations"] != nil,
                let json = try? JSONSerialization.data(withJSONObject: expected),
                let facts = try? JSONDecoder().decode(Expected.Facts.self, from: json)
            else { return nil }
            return Expected(path: path, format: format, facts: facts)
        }
    }()

    @Test("the expected facts are there to be compared", .enabled(if: SharedData.isAvailable))
    func entriesFound() {
        #expect(Self.entries.count >= 30)
    }

    @Test("tables, fields and rows are those astropy finds", .enabled(if: SharedData.isAvailable), arguments: entries)
    func facts(entry: Expected) throws {
        let document = try VOTableDocument(contentsOf: SharedData.path("data/" + entry.path))
        if let version = entry.facts.version { #expect(document.version == version.drop { $0 == "v" }) }
        let tables = document.tables
        if let expected = entry.facts.tables {
            #expect(tables.count == expected.count)
            for (table, facts) in zip(tables, expected) {
                // The list of expected names ends at 60.
                #expect(table.fields.prefix(60).map { $0.name } == facts.fields)
                #expect(table.fields.count == facts.fieldCount)
                if let rows = facts.rowCount { #expect(table.rows.count == rows) }
                #expect(table.rows.allSatisfy { $0.count == table.fields.count })
            }
        }
    }
}
