// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VOTable

/// Reads `VOTables/`, half of which STILTS wrote; numbers are astropy's (astropy.io.votable.parse).
@Suite("Sample tables")
struct SampleTablesTests {
    private func table(_ name: String) throws -> VOTableDocument.Table {
        let checkout = URL(filePath: #filePath).appending(path: "../../..").standardized
        let document = try VOTableDocument(contentsOf: checkout.appending(path: "VOTables/\(name)").path)
        return try #require(document.tables.first)
    }

    private func column(_ table: VOTableDocument.Table, utype: String) throws -> [VOTableValue] {
        let index = try #require(table.fields.firstIndex { $0.utype == utype })
        return table.rows.map { $0[index] }
    }

    private func sum(_ values: [VOTableValue]) -> Double {
        values.reduce(0) { sum, value in
            switch value {
            case .real(let number): sum + number
            case .integer(let number): sum + Double(number)
            default: sum
            }
        }
    }

    /// A missing float is NaN in binary forms, and an empty text is one that is not there.
    private func isMissing(_ value: VOTableValue) -> Bool {
        switch value {
        case .null, .text(""): true
        case .real(let number): number.isNaN
        default: false
        }
    }

    @Test("a list of spectra is read by its utypes", arguments: ["spectra.vot", "spectra-binary2.vot"])
    func spectra(name: String) throws {
        let table = try table(name)
        #expect(table.rows.count == 40)
        #expect(
            try column(table, utype: "ssa:Access.Reference").first
                == .text("spectra/sdss/0266/spec-0266-57000-0001.fits"))
        #expect(
            try column(table, utype: "ssa:Char.SpatialAxis.Coverage.Location.Value")[7]
                == .reals([215.7723642, 40.5312023]))
        #expect(try sum(column(table, utype: "ssa:Access.Size")) == 3_639_031)
        #expect(try abs(sum(column(table, utype: "ssa:Derived.SNR")) - 993.91) < 1e-9)
        #expect(try column(table, utype: "ssa:Target.Name")[39] == .text("SIM J143406.69+401924.1"))
    }

    @Test("both serialisations of a table hold the same rows", arguments: ["spectra", "candidates"])
    func serialisations(name: String) throws {
        let text = try table(name + ".vot")
        let binary = try table(name + "-binary2.vot")
        #expect(text.rows.count == binary.rows.count)
        for (textRow, binaryRow) in zip(text.rows, binary.rows) {
            for (left, right) in zip(textRow, binaryRow) {
                // A float in text has as many digits as it needs, and no more.
                if case .real(let number) = left, case .real(let other) = right {
                    #expect(abs(number - other) <= 1e-6 * abs(number) || number.isNaN && other.isNaN)
                } else if !isMissing(left) || !isMissing(right) {
                    #expect(left == right)
                }
            }
        }
        #expect(text.fields.map(\.ucd) == binary.fields.map(\.ucd))
        #expect(text.fields.map(\.unit) == binary.fields.map(\.unit))
    }

    @Test("the probabilities of a candidate add up to 1", arguments: ["candidates.vot", "candidates-binary2.vot"])
    func candidates(name: String) throws {
        let table = try table(name)
        let classes = table.fields.indices.filter { table.fields[$0].name.hasPrefix("p_") }
        #expect(classes.count == 10)
        #expect(!table.rows.isEmpty)
        for row in table.rows { #expect(abs(sum(classes.map { row[$0] }) - 1) < 1e-5) }
    }
}
