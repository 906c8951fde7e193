// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Our client and hub with the hubs and programs that astronomers have.
@Suite(
    .enabled(if: Interop.isOn && Interop.has(scripts: SAMPPeers.scripts, programs: ["java", "Xvfb"])), .serialized)
struct SAMPInteropTests {
    private static let jsamp = "/usr/share/java/jsamp.jar"

    /// A table of candidates, under a name of its own.
    private func table(in peers: SAMPPeers) throws -> String {
        let path = peers.folder.appending("rare.vot")
        let source = URL(filePath: #filePath).appending(path: "../../../../VOTables/candidates.vot").standardized
        try FileManager.default.copyItem(at: source, to: URL(filePath: path))
        return path
    }

    @Test("our hub passes the hubtester of JSAMP", .enabled(if: Interop.has(files: [jsamp])))
    func hubTester() throws {
        let peers = try SAMPPeers(hub: .ours)
        let result = try Interop.run(["java", "-jar", Self.jsamp, "hubtester"], environment: peers.environment)
        #expect(result.status == 0, "\(result.output)")
        withExtendedLifetime(peers) {}
    }

    @Test("tables, spectra, selections and positions come and go through every hub", arguments: SAMPPeers.Hub.allCases)
    func bothWays(hub: SAMPPeers.Hub) throws {
        let peers = try SAMPPeers(hub: hub)
        let listener = try peers.listen(to: "desk")
        let table = try table(in: peers)
        let spectrum = SharedData.path("data/spectra/sdss/spec-0412-51871-0308.fits")

        #expect(try peers.sendPy("spectrum", spectrum, "sp1", "application/fits").contains("samp.ok"))
        #expect(try listener.wait(for: "spectrum")["spectra"] as? Int == 1)
        #expect(try peers.sendPy("table", table, "t1").contains("samp.ok"))
        #expect(try listener.wait(for: "table")["table"] as? String == "t1")
        #expect(try peers.sendPy("select", "t1", "3,5").contains("samp.ok"))
        let selection = try listener.wait(for: "selection")
        #expect(selection["rows"] as? [Int] == [3, 5])
        #expect(selection["from"] as? String == "lab sender")
        let rows = peers.home + "/received/desk/selections/lab-sender-1.vot"
        let text = try String(contentsOfFile: rows, encoding: .utf8)
        #expect(text.components(separatedBy: "<TR>").count == 3)

        let sent = try peers.secchi("send", table, "--to", "secchi", "--wait", "60", "--json")
        #expect(sent.contains("samp.ok"))
        #expect(try peers.secchi("samp", "point", "84.05", "1.5").contains("coord.pointAt.sky"))
        #expect(try listener.wait(for: "pointing")["text"] as? String == "position 84.05 1.5")
        listener.stop()
        #expect(try !peers.clients().contains("Secchi"))
    }

    @Test(
        "TOPCAT loads our table and spectrum, takes our selection, and its selection arrives at us",
        .enabled(if: Interop.has(programs: ["topcat", "xdotool"])), arguments: [SAMPPeers.Hub.astropy, .ours])
    func topcat(hub: SAMPPeers.Hub) throws {
        let peers = try SAMPPeers(hub: hub, programs: ["topcat"])
        let listener = try peers.listen(to: "desk")
        let table = try table(in: peers)
        #expect(try peers.secchi("send", table, "--to", "topcat", "--wait", "60", "--json").contains("samp.ok"))
        _ = try peers.secchi("samp", "select", table, "2,4", "--to", "topcat")
        // Let TOPCAT have the subset before its window is opened.
        Thread.sleep(forTimeInterval: 3)

        // The subset it made of our selection is sent back: third in its list, after All and Activated.
        let main = try peers.xdotool("search", "--onlyvisible", "--name", "^TOPCAT$").split(separator: "\n").last
        _ = try peers.xdotool("mousemove", "--window", String(main ?? ""), "270", "40", "click", "1")
        try SAMPPeers.wait("the window of subsets") { try !peers.xdotool("search", "--name", "Row Subsets").isEmpty }
        Thread.sleep(forTimeInterval: 2)
        let found = try peers.xdotool("search", "--onlyvisible", "--name", "Row Subsets").split(separator: "\n").last
        let window = String(found ?? "")
        _ = try peers.xdotool("mousemove", "--window", window, "170", "113", "click", "1")
        _ = try peers.xdotool("key", "Down", "Down")
        Thread.sleep(forTimeInterval: 1)
        try peers.shot("topcat-\(hub)-subset")
        _ = try peers.xdotool("mousemove", "--window", window, "400", "40", "click", "1")
        let selection = try listener.wait(for: "selection")
        #expect(selection["from"] as? String == "topcat")
        #expect(selection["rows"] as? [Int] == [2, 4])
        #expect((selection["table"] as? String)?.contains("rare.vot") == true)

        let spectrum = SharedData.path("data/spectra/ondrejov/a201503100010.fits")
        let sent = try peers.secchi("send", spectrum, "--to", "topcat", "--wait", "60", "--json")
        #expect(sent.contains("table.load.votable") && sent.contains("samp.ok"))
        try peers.shot("topcat-\(hub)-spectrum")
        listener.stop()
    }

    @Test(
        "Aladin fetches our table and shows our selection", .enabled(if: Interop.has(programs: ["aladin", "xdotool"])),
        arguments: [SAMPPeers.Hub.jsamp, .ours])
    func aladin(hub: SAMPPeers.Hub) throws {
        let peers = try SAMPPeers(hub: hub, programs: ["aladin"])
        let table = try table(in: peers)
        struct Sent: Decodable { var fetches: Int? }
        // It registers before it is ready, and refuses or forgets what comes meanwhile.
        try SAMPPeers.wait("Aladin's window") {
            try !peers.xdotool("search", "--onlyvisible", "--name", "^Aladin v").isEmpty
        }
        Thread.sleep(forTimeInterval: 15)
        let output = try peers.secchi("send", table, "--serve", "--to", "Aladin", "--wait", "20", "--json")
        // It does not always answer; that it fetches is all that can be known.
        #expect(try JSONDecoder().decode([Sent].self, from: Data(output.utf8)).first?.fetches ?? 0 > 0)
        #expect(try peers.secchi("samp", "select", table, "1,3-6").contains("sent to Aladin"))
        Thread.sleep(forTimeInterval: 5)
        try peers.shot("aladin-\(hub)")
    }
}
