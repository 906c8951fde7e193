// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct VOSITests {
    @Test("availability has the state, the dates and the notes")
    func availability() throws {
        let sample = try VOSIAvailability(try Recorded.file("vosi/availability.xml"))
        #expect(sample.isAvailable && sample.notes == ["foo", "bar"] && sample.backAt == "2666-23-23T13:37:00Z")
        #expect(try VOSIAvailability(try Recorded.answer("ssa-availability")).upSince == "2026-11-21T04:43:41Z")
    }

    @Test("capabilities have standards, addresses, limits and ways to upload")
    func capabilities() throws {
        let list = try VOSICapability.list(try Recorded.file("vosi/capabilities.xml"))
        #expect(list.count == 4)
        let tap = try #require(list.first { $0.standardID == "ivo://ivoa.net/std/TAP" })
        #expect(tap.defaultLimit == 2000 && tap.hardLimit == 10_000_000)
        #expect(tap.uploadMethods == ["upload-https", "upload-inline"])
        #expect(tap.interfaces[0].accessURLs == ["http://example.org/tap"] && tap.interfaces[0].mirrorURLs.count == 2)
        let ssa = try VOSICapability.list(try Recorded.answer("ssa-capabilities"))
        #expect(ssa.contains { $0.standardID.lowercased().hasPrefix("ivo://ivoa.net/std/ssa") })
    }

    @Test("tables have their columns", arguments: ["ssa-vosi-tables", "ssa-tables"])
    func tables(name: String) throws {
        let tables = try VOSITable.list(try Recorded.answer(name))
        #expect(tables.contains { $0.columns.contains { $0.name.lowercased() == "ssa_pubdid" } })
    }

    @Test("a sample of all elements")
    func sample() throws {
        let table = try #require(try VOSITable.list(try Recorded.file("vosi/tables.xml")).first)
        #expect(table.schema == "test" && table.name == "test.all" && table.rowCount == 30)
        #expect(table.columns[0].flags == ["indexed", "primary"] && table.columns[0].type == "VARCHAR")
    }

    @Test("another document is said to be another")
    func wrong() throws {
        #expect(throws: ServiceError.self) { try VOSIAvailability(try Recorded.file("vosi/capabilities.xml")) }
    }
}
