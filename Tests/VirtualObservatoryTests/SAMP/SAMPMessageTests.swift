// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct SAMPMessageTests {
    @Test(
        "subscriptions with wildcards take what begins alike",
        arguments: [
            ("*", "table.load.votable", true), ("table.*", "table.load.votable", true),
            ("table.*", "tables.load", false),
            ("table.load.*", "table.load.votable", true), ("table.load.votable", "table.load.votable", true),
            ("table.load.votable", "table.load.fits", false), ("table.*", "table", false),
            ("image.*", "table.load.fits", false),
        ])
    func wildcards(pattern: String, mtype: String, isTaken: Bool) {
        #expect(SAMPSubscriptions([pattern]).contains(mtype) == isTaken)
    }

    @Test("the annotation is that of the pattern that fits best")
    func annotations() {
        let subscriptions = SAMPSubscriptions(["*": ["x": "1"], "table.*": ["x": "2"], "table.load.fits": ["x": "3"]])
        #expect(subscriptions.annotation(for: "table.load.fits")?["x"] == "3")
        #expect(subscriptions.annotation(for: "table.load.votable")?["x"] == "2")
        #expect(subscriptions.annotation(for: "coord.pointAt.sky")?["x"] == "1")
    }

    @Test("a message keeps its extra keys, and reads an empty map that came as a string")
    func message() throws {
        let value: SAMPValue = ["samp.mtype": "samp.app.ping", "samp.params": "", "x-priority": "5"]
        let message = try #require(SAMPMessage(value))
        #expect(message.params.isEmpty)
        #expect(message.value == ["samp.mtype": "samp.app.ping", "samp.params": [:], "x-priority": "5"])
        #expect(SAMPMessage(["samp.params": [:]]) == nil)
        #expect(SAMPMessage(["samp.mtype": "a.b", "samp.params": ["x"]]) == nil)
    }

    @Test("a warning is no error, an unknown status is one")
    func responses() {
        #expect(
            SAMPResponse(["samp.status": "samp.warning", "samp.error": ["samp.errortxt": "not acted on"]])
                == SAMPResponse(.warning, errorText: "not acted on"))
        #expect(SAMPResponse(["samp.status": "fine"]).status == .error)
        #expect(SAMPResponse(SAMPResponse(.ok, result: ["a": "b"]).value) == SAMPResponse(.ok, result: ["a": "b"]))
    }

    @Test("a spectrum goes to SPLAT-VO as a spectrum and to TOPCAT as a table, always with its format")
    func spectrum() throws {
        let parcel = SAMPParcel.spectrum(
            url: "file:///a.fits", mediaType: "application/fits", id: "s", name: "Hα",
            metadata: ["Target.Name": "ζ Tau"],
            tables: [("http://127.0.0.1:1/a.vot", .votable)])
        let splat = SAMPSubscriptions(["spectrum.load.ssa-generic", "table.load.votable", "table.load.fits"])
        let topcat = SAMPSubscriptions(["table.load.votable", "table.load.fits", "table.load.stil"])
        let toSPLAT = try #require(parcel.message(for: splat))
        #expect(toSPLAT.mtype == "spectrum.load.ssa-generic")
        #expect(
            toSPLAT.params["meta"] == [
                "Access.Format": "application/fits", "Access.Reference": "file:///a.fits", "Target.Name": "zeta Tau",
            ])
        let toTOPCAT = try #require(parcel.message(for: topcat))
        #expect(toTOPCAT.mtype == "table.load.votable")
        #expect(toTOPCAT.params["url"] == "http://127.0.0.1:1/a.vot")
        #expect(toTOPCAT.params["table-id"] == "s")
        #expect(parcel.message(for: SAMPSubscriptions(["coord.*"])) == nil)
        #expect(parcel.message(for: SAMPSubscriptions(["*"]))?.mtype == "spectrum.load.ssa-generic")
    }

    @Test("row numbers are strings, from 0")
    func selections() {
        #expect(
            SAMPParcel.selection(tableID: "t", rows: [0, 7]).messages == [
                SAMPMessage("table.select.rowList", ["table-id": "t", "row-list": ["0", "7"]])
            ])
        #expect(
            SAMPParcel.highlight(tableID: "t", url: "u", row: 3).messages == [
                SAMPMessage("table.highlight.row", ["table-id": "t", "url": "u", "row": "3"])
            ])
    }

    @Test("a client is meant by its id, its name, or the beginning of its name")
    func names() {
        let peer = SAMPPeer(id: "c7", metadata: SAMPMetadata(["samp.name": "TOPCAT (2)"]), subscriptions: .init())
        #expect(peer.isNamed("topcat") && peer.isNamed("c7") && peer.isNamed("Topcat (2)"))
        #expect(!peer.isNamed("top") && !peer.isNamed("c"))
    }
}
