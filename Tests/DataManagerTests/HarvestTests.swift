// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import HTTPTransport
import Spectra
import TestSupport
import Testing

@testable import DataManager

@Suite("Harvest")
struct HarvestTests {
    let fixture: IngestFixture
    let server: MisbehavingServer

    init() throws {
        fixture = try IngestFixture()
        server = try MisbehavingServer()
    }

    static func transport() -> Transport {
        var settings = TransportSettings()
        settings.retries = 0
        settings.firstPause = .milliseconds(10)
        settings.connectTimeOut = .seconds(5)
        settings.environment = [:]
        return Transport(settings)
    }

    private func list(_ urls: [String]) throws -> HarvestSource {
        let path = fixture.folder.appending("list.txt")
        try Data(("# spectra\n" + urls.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
        return .named(path)
    }

    private func harvest(_ source: HarvestSource, _ change: (inout HarvestOptions) -> Void = { _ in }) async throws
        -> HarvestSummary
    {
        var options = HarvestOptions()
        change(&options)
        return try await fixture.collection.harvest(
            source, options: options, through: Self.transport(), in: ExecutionContext(threads: 2))
    }

    private func states(_ summary: HarvestSummary) throws -> [String: HarvestItemState] {
        let items = try fixture.home.items(ofHarvest: summary.harvest.id)
        return Dictionary(items.map { (URL(string: $0.url)?.lastPathComponent ?? "", $0.state) }) { first, _ in first }
    }

    @Test("each product has its own end: there, empty, unreadable, refused, a page instead of data")
    func ends() async throws {
        server.on("/a", .resource(Data("a 1 2 3\n".utf8)))
        server.on("/twin", .resource(Data("a 1 2 3\n".utf8)))
        server.on("/none", .reply(status: 204))
        server.on("/nothing", .reply(status: 200))
        server.on("/bad", .text("bad spectrum\n"))
        server.on("/page", .htmlPage)
        server.on("/once", .sequence([.text("overloaded", status: 500), .text("b 4 5\n")]))
        let names = ["a", "twin", "none", "nothing", "bad", "page", "once", "gone"]
        let summary = try await harvest(list(names.map { server.url("/" + $0) }))
        let expected: [HarvestItemState] = [.done, .done, .empty, .empty, .unreadable, .gaveUp, .done, .gaveUp]
        #expect(try states(summary) == Dictionary(uniqueKeysWithValues: zip(names, expected)))
        #expect(try fixture.identifiers().sorted() == ["a", "b"])
        #expect(summary.harvest.state == .finished)
        #expect(summary.harvest.counts.total == 8)
        let items = try fixture.home.items(ofHarvest: summary.harvest.id)
        #expect(items[0].checksum == ContentHash.digest(of: Array("a 1 2 3\n".utf8)).description)
        #expect(items[0].size == 8)
        #expect(items[2].reason == "the service has no data there (204)")
        #expect(items[4].reason?.contains("it says it is bad") == true)
        #expect(items[5].reason?.hasPrefix("HTT014") == true)
        #expect(items[5].attempts == 3)
        #expect(items[7].reason?.hasPrefix("HTT013") == true)
        #expect(items[7].attempts == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.home.originals.incoming)
        #expect(left == ["lock"])
    }

    @Test("failed items are tried again when asked, and the same source is not fetched twice")
    func retrying() async throws {
        server.on("/a", .text("a 1\n"))
        let source = try list([server.url("/a"), server.url("/late")])
        let first = try await harvest(source)
        #expect(first.harvest.counts.gaveUp == 1)
        server.on("/late", .text("late 1\n"))
        #expect(try fixture.home.retryHarvest(first.harvest.id) == 1)
        let second = try await harvest(source)
        #expect(second.harvest.id == first.harvest.id)
        #expect(second.harvest.counts.done == 2)
        #expect(server.requests(to: "/a").count == 1)
        // The harvest is finished: the same command makes a new one, which finds everything there.
        let third = try await harvest(source)
        #expect(third.harvest.id != first.harvest.id)
        #expect(third.harvest.counts.done == 2)
        #expect(server.requestCount == 3)
        #expect(try fixture.identifiers() == ["a", "late"])
    }

    @Test("a broken product goes on where it broke, in a later process too")
    func resuming() async throws {
        let body = Data(("long" + String(repeating: " 1.25", count: 60_000) + "\n").utf8)
        server.on("/long", .sequence([.cut(body, after: 200_000), .resource(body)]))
        let summary = try await harvest(list([server.url("/long")]))
        #expect(summary.harvest.counts.done == 1)
        #expect(try fixture.entries().map(\.pointCount) == [60_000])
        let original = try #require(try fixture.storedOriginals().first)
        #expect(original == ContentHash.digest(of: Array(body)).description)
        let range = try #require(server.requests(to: "/long").last?.headers["range"])
        #expect(range.hasPrefix("bytes=") && range != "bytes=0-")
    }

    @Test("a VOTable of links is read by meaning, and its rows fill what the files lack")
    func table() async throws {
        server.on("/1", .text("one 1 2\n"))
        let path = fixture.folder.appending("list.vot")
        try Data(
            """
            <VOTABLE version="1.4"><RESOURCE type="results"><TABLE>
            <FIELD name="preview" datatype="char" arraysize="*"/>
            <FIELD name="where" datatype="char" arraysize="*" utype="ssa:Access.Reference"/>
            <FIELD name="s_ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>
            <FIELD name="s_dec" datatype="double" unit="deg" ucd="pos.eq.dec;meta.main"/>
            <FIELD name="target" datatype="char" arraysize="*" utype="ssa:Target.Name"/>
            <FIELD name="night" datatype="double" unit="d" ucd="time.epoch" xtype="mjd"/>
            <FIELD name="seeing" datatype="float"/>
            <DATA><TABLEDATA><TR><TD>http://nowhere/x.png</TD><TD>\(server.url("/1"))</TD><TD>10.5</TD><TD>-20</TD>
            <TD>HD 1</TD><TD>57000.5</TD><TD>1.5</TD></TR></TABLEDATA></DATA>
            </TABLE></RESOURCE></VOTABLE>
            """.utf8
        ).write(to: URL(filePath: path))
        let summary = try await harvest(.named(path))
        #expect(summary.harvest.counts.done == 1)
        let entry = try #require(try fixture.entries().first)
        #expect(entry.ra == 10.5 && entry.dec == -20 && entry.object == "HD 1" && entry.mjd == 57000.5)
        #expect(entry.metadata["seeing"] == "1.5")
        #expect(entry.metadata["HARVEST_SOURCE"] == path)
        #expect(entry.metadata["HARVEST_URL"] == server.url("/1"))
        #expect(entry.assumptions == ["From the row that led to the file: object, position, date."])
        #expect(entry.file == server.url("/1"))
        // The spectrum that a dataset is made of has them too.
        #expect(try fixture.collection.reader().spectra(part: 0).first?.spectrum.target.ra == 10.5)
    }

    @Test("a list behind an address is fetched, one with an error status is refused in the service's words")
    func remoteList() async throws {
        func answer(_ status: String, _ rows: String) -> Data {
            Data(
                """
                <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="\(status)">no such position</INFO>
                <TABLE><FIELD name="acref" datatype="char" arraysize="*"/><DATA><TABLEDATA>\(rows)</TABLEDATA></DATA></TABLE>
                </RESOURCE></VOTABLE>
                """.utf8)
        }
        server.on("/ssa", .reply(body: answer("OVERFLOW", "<TR><TD>/1</TD></TR><TR><TD>2</TD></TR>")))
        server.on("/1", .text("one 1\n"))
        server.on("/2", .text("two 1\n"))
        let summary = try await harvest(.named(server.url("/ssa?REQUEST=queryData")))
        #expect(summary.harvest.counts.done == 2)
        #expect(summary.harvest.note?.contains("OVERFLOW") == true)
        server.on("/ssa", .reply(body: answer("ERROR", "")))
        let error = await #expect(throws: DataError.self) {
            try await self.harvest(.named(self.server.url("/ssa?POS=x")))
        }
        #expect(error?.code == "DAT017")
        #expect(error?.description.contains("no such position") == true)
    }

    @Test("a list of links is followed to the dataset")
    func links() async throws {
        func links(_ rows: String) -> Data {
            Data(
                """
                <VOTABLE><RESOURCE type="results"><TABLE>
                <FIELD name="ID" datatype="char" arraysize="*"/><FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="semantics" datatype="char" arraysize="*"/>
                <DATA><TABLEDATA>\(rows)</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                """.utf8)
        }
        server.on(
            "/links",
            .reply(
                body: links(
                    "<TR><TD>x</TD><TD>/preview.png</TD><TD>#preview</TD></TR><TR><TD>x</TD><TD>data?a=1&amp;b=2</TD><TD>#this</TD></TR>"
                )))
        server.on("/nolinks", .reply(body: links("<TR><TD>x</TD><TD></TD><TD>#this</TD></TR>")))
        server.on("/data", .text("x 1 2\n"))
        let summary = try await harvest(list([server.url("/links"), server.url("/nolinks")]))
        #expect(summary.harvest.counts.done == 1)
        #expect(summary.harvest.counts.gaveUp == 1)
        #expect(server.requests(to: "/data").map(\.target) == ["/data?a=1&b=2"])
        #expect(try fixture.entries().first?.metadata["HARVEST_URL"] == server.url("/data?a=1&b=2"))
    }

    @Test("a folder is crawled below its start, and no further")
    func crawl() async throws {
        func page(_ links: [String]) -> ServerBehaviour {
            let items = links.map { "<li><a class=x HREF='\($0)'>\($0)</a>" }.joined()
            return .reply(
                headers: [("Content-Type", "text/html")], body: Data("<html><body>\(items)</body></html>".utf8))
        }
        server.on(
            "/top/data/",
            page([
                "?C=N;O=D", "../", "/top/", "/other/x.txt", "a.txt", "a.txt#again", "sub/", "logo.png",
                "http://elsewhere.example/y",
            ]))
        server.on("/top/data/sub/", page(["b%20c.txt", "../a.txt", "../sub/", "deep/"]))
        server.on("/top/data/sub/deep/", page(["d.txt"]))
        server.on("/top/data/a.txt", .text("a 1\n"))
        server.on("/top/data/sub/b%20c.txt", .text("b 1\n"))
        server.on("/top/data/sub/deep/d.txt", .text("d 1\n"))
        let summary = try await harvest(.named(server.url("/top/data/"))) { $0.maximumDepth = 1 }
        #expect(try fixture.identifiers().sorted() == ["a", "b"])
        #expect(summary.harvest.counts.gaveUp == 0)
        let asked = Set(server.requests.map(\.path))
        #expect(asked == ["/top/data/", "/top/data/sub/", "/top/data/a.txt", "/top/data/sub/b%20c.txt"])
    }

    @Test("a host that is gone stops the harvest, and its items wait")
    func silence() async throws {
        let gone = server.url("/")
        server.stop()
        let source = try list((0..<100).map { gone + "\($0)" })
        let error = await #expect(throws: DataError.self) { try await self.harvest(source) }
        #expect(error?.code == "DAT019")
        let harvest = try #require(try fixture.home.harvests().first)
        #expect(harvest.counts.waiting + harvest.counts.failed == 100)
        #expect(harvest.counts.gaveUp == 0)
    }

    @Test("a cancelled run keeps what came, and gives the rest back")
    func cancelling() async throws {
        server.otherwise(.delayed(.milliseconds(20), .respond { .text("\($0.path.dropFirst()) 1\n") }))
        let source = try list((0..<200).map { server.url("/s\($0)") })
        let token = CancellationToken()
        let context = ExecutionContext(
            threads: 1, progress: ProgressReporter { if $0.completed >= 10 { token.cancel() } }, cancellation: token)
        await #expect(throws: CancellationError.self) {
            try await fixture.collection.harvest(source, through: Self.transport(), in: context)
        }
        let counts = try #require(try fixture.home.harvests().first).counts
        #expect(counts.running == 0)
        #expect(counts.done >= 10 && counts.done < 200)
        let summary = try await harvest(source)
        #expect(summary.harvest.counts.done == 200)
        #expect(try fixture.identifiers().count == 200)
        #expect(server.requestCount < 250)
    }

    @Test("what is no list, or a list without links, is refused")
    func refusals() async throws {
        let text = try fixture.write("just words\n", to: "words.txt")
        let error = await #expect(throws: DataError.self) { try await self.harvest(.named(text)) }
        #expect(error?.code == "DAT017")
        let missing = await #expect(throws: DataError.self) { try await self.harvest(.named("/no/such/list")) }
        #expect(missing?.code == "DAT008")
        let table = try fixture.write(
            "<VOTABLE><RESOURCE><TABLE><FIELD name=\"url\" datatype=\"char\" arraysize=\"*\"/><DATA><TABLEDATA><TR><TD>x</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>",
            to: "list.vot")
        let column = await #expect(throws: DataError.self) {
            try await self.harvest(.named(table)) { $0.column = "link" }
        }
        #expect(column?.description.contains("no column link") == true)
        #expect(column?.description.contains("there are: url") == true)
    }
}
