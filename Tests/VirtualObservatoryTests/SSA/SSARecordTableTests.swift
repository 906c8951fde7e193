// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct SSARecordTableTests {
    @Test("the records of two services become one table that is read back as the same spectra")
    func roundTrip() throws {
        let first = try SSAAnswer(try Recorded.answer("ssa-pos-size"), service: "http://one/").records
        let second = try SSAAnswer(try Recorded.file("ssa/ssap_ondrejov_1.xml"), service: "http://two/").records
        let table = SSARecordTable.table(first + second)
        #expect(table.rows.allSatisfy { $0.count == table.fields.count })
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        let bytes = try VOTableWriter(inMemoryAs: "test", table: table, resource: resource).finishInMemory()
        let back = try SSAAnswer(Recorded.response(.init(bytes)), service: "x").records
        #expect(back.map(\.accessURL) == (first + second).map(\.accessURL))
        #expect(back.map(\.position) == (first + second).map(\.position))
        #expect(back.map(\.publisherDID) == (first + second).map(\.publisherDID))
        #expect(back.map(\.bandStart) == (first + second).map(\.bandStart))
        #expect(
            back.map(\.time) == (first + second).map(\.time)
                && back.map(\.format?.kind) == (first + second).map(\.format?.kind))
        #expect(back.prefix(first.count).map(\.linksURL) == first.map(\.linksURL))
        // A column of one of the two is there, empty for the other.
        #expect(back.last?.columns["spg_setup"] == second.last?.columns["spg_setup"])
        #expect(back.first?.columns["obj_kind"] == first.first?.columns["obj_kind"])
    }

    @Test("CSV quotes what needs quotes")
    func csv() {
        var table = VOTableDocument.Table()
        table.fields = [VOTableField(name: "a,b", datatype: .char), VOTableField(name: "n", datatype: .double)]
        table.rows = [[.text("say \"x\""), .real(1.5)], [.null, .real(.nan)]]
        #expect(TableText.csv(table) == "\"a,b\",n\n\"say \"\"x\"\"\",1.5\n,\n")
    }
}
