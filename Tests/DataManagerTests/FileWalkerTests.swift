// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import DataManager

@Suite("File walker")
struct FileWalkerTests {
    @Test("hidden files, the data directory and folders behind links are passed over; links to files are followed")
    func passedOver() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "a.txt")
        try fixture.write("x 1", to: ".hidden")
        try fixture.write("x 1", to: ".git/config")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: fixture.sources + "/loop", withDestinationPath: fixture.sources)
        try manager.createSymbolicLink(
            atPath: fixture.sources + "/link.txt", withDestinationPath: fixture.sources + "/a.txt")
        try Data("y 1".utf8).write(to: URL(filePath: fixture.home.path + "/y.txt"))
        var walker = FileWalker([fixture.folder.path], excluding: fixture.home.path)
        var names: [String] = []
        while case .file(let path, let size, _)? = walker.next() {
            #expect(size == 3)
            names.append((path as NSString).lastPathComponent)
        }
        #expect(names == ["a.txt", "link.txt"])
    }

    @Test("a pipe and a link to nothing are told, not waited for")
    func unreadable() throws {
        let fixture = try IngestFixture()
        #expect(mkfifo(fixture.sources + "/a-pipe", 0o644) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: fixture.sources + "/b-link", withDestinationPath: "/nowhere")
        try fixture.write("c 1", to: "c.txt")
        let summary = try fixture.ingest()
        #expect(summary.filesAccepted == 1)
        #expect(
            summary.rejected.map(\.reason) == [
                "cannot read \(fixture.sources)/a-pipe: neither a file nor a folder. Check it and ingest it again",
                "cannot read \(fixture.sources)/b-link: a link to nothing. Check it and ingest it again",
            ])
        // They may be mended at any time, so they are tried every time.
        #expect(try fixture.ingest().filesRejected == 2)
    }

    @Test("a name that is not UTF-8 is told")
    func latin1() throws {
        let fixture = try IngestFixture()
        let name = Array((fixture.sources + "/").utf8) + [0x61, 0xE9, 0]
        let descriptor = open(name.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o644)
        #expect(descriptor >= 0)
        close(descriptor)
        let reason = try fixture.ingest().rejected.first?.reason
        #expect(reason?.contains("its name is not UTF-8; rename it") == true)
    }

    @Test("an empty folder gives nothing")
    func empty() throws {
        let fixture = try IngestFixture()
        #expect(try fixture.ingest().filesSeen == 0)
    }
}
