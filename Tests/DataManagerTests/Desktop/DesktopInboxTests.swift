// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import HTTPTransport
import Spectra
import TestSupport
import Testing
import VOTable
import VirtualObservatory

@Suite struct DesktopInboxTests {
    private let folder: TemporaryFolder
    private let inbox: DesktopInbox

    init() throws {
        folder = try TemporaryFolder()
        inbox = try DesktopInbox(
            home: Home(path: folder.appending("home")), collection: "desk", transport: Transport(.samp))
    }

    private func take(_ kind: SAMPEvent.Kind, from sender: String = "TOPCAT") async throws -> DesktopInbox.Outcome? {
        try await inbox.take(
            SAMPEvent(sender: "c1", senderName: sender, kind: kind), in: ExecutionContext(threads: 1))
    }

    private func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: folder.url.appending(path: name))
        return FileAddress.url(ofPath: folder.appending(name))
    }

    private let table = """
        <VOTABLE><RESOURCE type="results"><TABLE><FIELD name="id" datatype="char" arraysize="*"/>
        <DATA><TABLEDATA><TR><TD>a</TD></TR><TR><TD>b</TD></TR><TR><TD>c</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
        """

    @Test("a spectrum that comes is in the collection, once however often it comes")
    func spectrum() async throws {
        let spectrum = Spectrum(
            axis: SpectralAxis(linearFrom: 6500, step: 1, count: 10, unit: "Angstrom", medium: .air),
            flux: Array(repeating: 1, count: 10), dialect: "test", source: .init(file: "x"))
        let bytes = try SpectrumVOTable.bytes(of: spectrum)
        let url = try write(String(decoding: bytes, as: UTF8.self), to: "a b.vot")
        let event = SAMPEvent.Kind.spectrum(url: url, metadata: [:], id: "s", name: "ζ Tau: Hα/1")
        #expect(try await take(event)?.ingest?.spectraAccepted == 1)
        #expect(try await take(event)?.ingest?.spectraAccepted == 0)
        #expect(try inbox.collection.summary().spectra == 1)
        #expect(try inbox.tables().map(\.id) == ["s"])
    }

    @Test("rows selected in a table that came are kept under a name, and as a table of their own")
    func selection() async throws {
        let url = try write(table, to: "t.vot")
        let outcome = try await take(.table(url: url, format: .votable, id: "t", name: "t.vot"))
        #expect(outcome?.ingest?.spectraAccepted == 0)
        #expect(try Data(contentsOf: URL(filePath: #require(outcome?.file))) == Data(table.utf8))
        // TOPCAT names a table of others by its own address and their id.
        let reference = SAMPEvent.TableReference(id: "t", url: "http://127.0.0.1:1/other")
        let kept = try #require(try await take(.selection(table: reference, rows: [2, 0, 99]))?.selection)
        #expect(kept.name == "topcat-1")
        #expect(kept.rows == [2, 0, 99])
        #expect(kept.table?.url == url)
        let path = folder.appending("home/received/desk/selections/topcat-1.vot")
        let rows = try VOTableDocument(bytes: Array(Data(contentsOf: URL(filePath: path))), name: path).tables[0].rows
        #expect(rows == [[.text("c")], [.text("a")]])
        #expect(try await take(.selection(table: reference, rows: []))?.selection?.name == "topcat-2")
        #expect(try inbox.selections().map(\.name) == ["topcat-1", "topcat-2"])
    }

    @Test("a selection in a table that we sent finds our own file")
    func ownTable() async throws {
        let url = try write(table, to: "own.vot")
        let path = try #require(FileAddress.path(of: url))
        let reference = SAMPEvent.TableReference(id: OutgoingFile.tableID(ofPath: path), url: nil)
        let kept = try #require(try await take(.selection(table: reference, rows: [1]), from: "../../etc")?.selection)
        #expect(kept.table?.file == OutgoingFile.absolute(path))
        #expect(!kept.name.contains("/"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.appending("home/received/desk/selections")).count
                == 2)
    }

    @Test("a selection in a table that nobody knows is kept all the same")
    func unknownTable() async throws {
        let kept = try await take(.selection(table: .init(id: "x", url: nil), rows: [1]))?.selection
        #expect(kept?.table == nil && kept?.rows == [1])
    }

    @Test("a file that is not there, or is no file, is an error and stops nothing", arguments: ["none.vot", ""])
    func missing(name: String) async throws {
        let url = FileAddress.url(ofPath: folder.appending(name))
        await #expect(throws: DataError.self) {
            try await take(.table(url: url, format: .votable, id: nil, name: nil))
        }
        #expect(try inbox.tables().isEmpty)
    }

    @Test("a position brings nothing to keep")
    func position() async throws {
        #expect(try await take(.pointing(ra: 1, dec: 2)) == nil)
    }
}
