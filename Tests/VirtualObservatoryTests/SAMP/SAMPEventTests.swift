// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct SAMPEventTests {
    private func kind(_ mtype: String, _ params: [String: SAMPValue]) -> SAMPEvent.Kind? {
        SAMPEvent.Kind(SAMPMessage(mtype, params))
    }

    @Test("tables, spectra, selections, highlights and positions become events")
    func events() {
        #expect(
            kind("table.load.fits", ["url": "file:///a", "table-id": "t"])
                == .table(url: "file:///a", format: .fits, id: "t", name: nil))
        #expect(
            kind(
                "spectrum.load.ssa-generic",
                ["url": "u", "meta": ["Access.Format": "x"], "spectrum-id": "s", "name": "n"])
                == .spectrum(url: "u", metadata: ["Access.Format": "x"], id: "s", name: "n"))
        #expect(
            kind("table.select.rowList", ["table-id": "t", "row-list": ["0", " 12"]])
                == .selection(table: .init(id: "t", url: nil), rows: [0, 12]))
        #expect(
            kind("table.select.rowList", ["url": "u", "row-list": ""])
                == .selection(table: .init(id: nil, url: "u"), rows: []))
        #expect(
            kind("table.highlight.row", ["url": "u", "row": "4"]) == .highlight(table: .init(id: nil, url: "u"), row: 4)
        )
        #expect(kind("coord.pointAt.sky", ["ra": "84.05", "dec": "-1.2"]) == .pointing(ra: 84.05, dec: -1.2))
        #expect(kind("image.load.fits", ["url": "u"]) == nil)
    }

    @Test(
        "a message that makes no sense is an event that says why",
        arguments: [
            ("table.load.votable", [:]), ("table.select.rowList", ["table-id": "t", "row-list": ["0", "-1"]]),
            ("table.select.rowList", ["table-id": "t", "row-list": ["99999999999999999999"]]),
            ("table.select.rowList", ["row-list": ["0"]]), ("table.highlight.row", ["table-id": "t", "row": "one"]),
            ("coord.pointAt.sky", ["ra": "12", "dec": "91"]), ("coord.pointAt.sky", ["ra": "nan", "dec": "1"]),
            ("spectrum.load.ssa-generic", ["url": ["list"]]),
        ] as [(String, [String: SAMPValue])])
    func unreadable(mtype: String, params: [String: SAMPValue]) {
        guard case .unreadable(mtype, let reason) = kind(mtype, params) else {
            Issue.record("read")
            return
        }
        #expect(!reason.isEmpty)
    }
}
