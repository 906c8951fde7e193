// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import DataManager

@Suite("Ingest")
struct IngestTests {
    @Test("every spectrum of every file in a folder gets a row, in the order of names and rows", arguments: [1, 2, 7])
    func folder(threads: Int) throws {
        let fixture = try IngestFixture()
        try fixture.write("b 1 2\nc 3 4\n", to: "two.txt")
        try fixture.write("a 1 2\n", to: "deep/er/one.txt")
        for number in 10..<30 { try fixture.write("n\(number) 1 \(number)", to: "many/\(number).txt") }
        let summary = try fixture.ingest(context: ExecutionContext(threads: threads))
        #expect(summary.filesSeen == 22)
        #expect(summary.filesAccepted == 22)
        #expect(summary.spectraAccepted == 23)
        #expect(try fixture.identifiers() == ["a"] + (10..<30).map { "n\($0)" } + ["b", "c"])
    }

    @Test("the bytes of an original are kept as they were received")
    func originalBytes() throws {
        let fixture = try IngestFixture()
        let path = try fixture.write("a 1 2\r\n\0 odd bytes", to: "a.txt")
        _ = try fixture.ingest([path])
        let entry = try #require(try fixture.entries().first)
        let kept = try fixture.home.originals.bytes(of: entry.original, name: "")
        #expect(kept == Array("a 1 2\r\n\0 odd bytes".utf8))
        #expect(entry.file == path)
    }

    @Test("a bad file is listed with its path and the reason, and stops nothing")
    func badFiles() throws {
        let fixture = try IngestFixture()
        let bad = try fixture.write("bad", to: "b.txt")
        let empty = try fixture.write("", to: "c.txt")
        try fixture.write("a 1", to: "a.txt")
        try fixture.write("d 1", to: "d.txt")
        let summary = try fixture.ingest()
        #expect(summary.filesAccepted == 2)
        #expect(summary.filesRejected == 2)
        let rejected = try fixture.collection.rejectedFiles()
        #expect(rejected.map(\.path) == [bad, empty])
        #expect(rejected[0].reason.contains("it says it is bad"))
        #expect(rejected[1].reason == "\(empty) holds no spectrum")
        #expect(summary.rejected == rejected)
    }

    @Test("what is there already is passed over, and so is what was rejected, until it changes")
    func again() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "a.txt")
        try fixture.write("bad", to: "b.txt")
        _ = try fixture.ingest()
        let second = try fixture.ingest()
        #expect(second.filesUnchanged == 1)
        #expect(second.filesRejectedBefore == 1)
        #expect(second.filesAccepted + second.filesRejected + second.duplicates == 0)
        try fixture.write("b 2 3", to: "b.txt")
        let third = try fixture.ingest()
        #expect(third.filesAccepted == 1)
        #expect(try fixture.collection.rejectedFiles() == [])
        #expect(try fixture.identifiers() == ["a", "b"])
    }

    @Test("rejected files are tried again when that is asked for")
    func retry() throws {
        let fixture = try IngestFixture()
        try fixture.write("bad", to: "b.txt")
        _ = try fixture.ingest()
        var options = IngestOptions()
        options.retryRejected = true
        #expect(try fixture.ingest(options: options).filesRejected == 1)
    }

    @Test("a file that changed is taken again, and the first version stays")
    func changed() throws {
        let fixture = try IngestFixture()
        let path = try fixture.write("a 1", to: "a.txt")
        _ = try fixture.ingest()
        try fixture.write("a 1 2", to: "a.txt")
        #expect(try fixture.ingest([path]).filesAccepted == 1)
        #expect(try fixture.entries().map(\.pointCount) == [1, 2])
        // Only touched: the bytes are known.
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: path)
        #expect(try fixture.ingest().filesUnchanged == 1)
    }

    @Test("the same bytes under another path are a duplicate, within a batch and between runs")
    func duplicates() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "a.txt")
        try fixture.write("a 1", to: "b.txt")
        #expect(try fixture.ingest().duplicates == 1)
        try fixture.write("a 1", to: "c.txt")
        let second = try fixture.ingest()
        #expect(second.duplicates == 1)
        #expect(second.filesUnchanged == 2)
        #expect(try fixture.identifiers() == ["a"])
        // In another collection they are rows of their own, over the same original.
        let other = try fixture.home.collection(named: "other", create: true)
        _ = try other.ingest([fixture.sources], in: ExecutionContext(threads: 1))
        #expect(try other.summary().spectra == 1)
        #expect(try fixture.storedOriginals().count == 1)
    }

    @Test("more files than a batch holds all arrive once, and progress ends at their number")
    func batches() throws {
        let fixture = try IngestFixture()
        for number in 100..<250 { try fixture.write("n\(number) \(number)", to: "\(number).txt") }
        var options = IngestOptions()
        options.batchSize = 7
        let heard = Heard()
        let context = ExecutionContext(threads: 2, progress: ProgressReporter { heard.add($0) })
        #expect(try fixture.ingest(options: options, context: context).filesAccepted == 150)
        #expect(try fixture.identifiers() == (100..<250).map { "n\($0)" })
        #expect(heard.updates.map(\.completed).max() == 150)
        #expect(heard.updates.allSatisfy { $0.total == nil || $0.total == 150 })
    }

    @Test("a cancelled ingest keeps what it accepted, and the next carries on")
    func cancelled() throws {
        let fixture = try IngestFixture()
        for number in 100..<200 { try fixture.write("n\(number) \(number)", to: "\(number).txt") }
        var options = IngestOptions()
        options.batchSize = 10
        let token = CancellationToken()
        let context = ExecutionContext(
            threads: 2, progress: ProgressReporter { if $0.completed >= 30 { token.cancel() } }, cancellation: token)
        #expect(throws: CancellationError.self) { try fixture.ingest(options: options, context: context) }
        let kept = try fixture.entries().count
        #expect(kept >= 30 && kept < 100)
        let rest = try fixture.ingest()
        #expect(rest.filesUnchanged == kept)
        #expect(rest.filesAccepted == 100 - kept)
        #expect(try fixture.identifiers() == (100..<200).map { "n\($0)" })
    }

    @Test("a file over the limit is rejected without being read")
    func tooLarge() throws {
        let fixture = try IngestFixture()
        let path = try fixture.write("a 1 2 3 4 5", to: "a.txt")
        var options = IngestOptions()
        options.maximumFileSize = 10
        let summary = try fixture.ingest(options: options)
        #expect(
            summary.rejected.map(\.reason) == [
                "\(path) is too large: 11 bytes, the limit is 10. Split it, or raise the limit"
            ])
    }

    @Test("a source that is not there is an error before anything is done")
    func noSource() throws {
        let fixture = try IngestFixture()
        let error = #expect(throws: DataError.self) { try fixture.ingest(["/nowhere/at/all"]) }
        #expect(error?.description == "DAT008: /nowhere/at/all is neither a file nor a folder. Check the spelling")
    }
}
