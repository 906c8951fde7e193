// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import DataManager

@Suite("Suspect files")
struct SuspectFileTests {
    /// What a process leaves that died while it read a file.
    private func die(over path: String, alone: Bool, in fixture: IngestFixture) throws {
        let folder = fixture.home.originals.incoming + "/1-2"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: folder + "/lock"))
        struct Death: Error {}
        let marks = try ReadingMarks(path: folder + "/reading")
        try marks.marking("/some/file/that/was/read", alone: false) {}
        #expect(throws: Death.self) { try marks.marking(path, alone: alone) { throw Death() } }
    }

    @Test("a file that ends the program twice when read alone is rejected, and the others get in")
    func rejected() throws {
        let fixture = try IngestFixture()
        let fatal = try fixture.write("a 1", to: "a.txt")
        try fixture.write("b 1", to: "b.txt")
        // Each ingest of the other file collects the death before it. The first makes the file suspect, no more.
        for alone in [false, true, true] {
            try die(over: fatal, alone: alone, in: fixture)
            _ = try fixture.ingest([fixture.sources + "/b.txt"])
        }
        let summary = try fixture.ingest()
        #expect(summary.filesUnchanged == 1)
        #expect(summary.rejected.map(\.path) == [fatal])
        #expect(summary.rejected.first?.reason.contains("reading it ended the program 2 times") == true)
        var options = IngestOptions()
        options.retryRejected = true
        #expect(try fixture.ingest(options: options).filesAccepted == 1)
    }

    @Test("a file that was being read when a process was killed is taken when it turns out to be well")
    func innocent() throws {
        let fixture = try IngestFixture()
        let path = try fixture.write("a 1", to: "a.txt")
        for _ in 0..<5 { try die(over: path, alone: false, in: fixture) }
        #expect(try fixture.ingest().filesAccepted == 1)
        #expect(try SuspectFiles([], in: fixture.home.catalogue).contains(path) == false)
    }

    @Test("the longest of paths and paths in any script can be marked")
    func paths() throws {
        let fixture = try IngestFixture()
        let path = fixture.folder.appending("reading")
        let names = ["/ž/星.fits", String(repeating: "x", count: 4094), "/c"]
        let marks = try ReadingMarks(path: path)
        struct Death: Error {}
        for name in names {
            #expect(throws: Death.self) { try marks.marking(name, alone: name == "/c") { throw Death() } }
        }
        // A thrown error frees the place, so the last one stands alone; a dead process frees none.
        #expect(ReadingMarks.left(in: path) == [ReadingMarks.Mark(path: "/c", isAlone: true)])
    }
}
