// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra
import TestSupport
import Testing

@testable import DataManager

@Suite("Home")
struct HomeTests {
    @Test("--home comes before SECCHI_HOME, and that before the XDG data home")
    func location() {
        let environment = ["SECCHI_HOME": "/s", "XDG_DATA_HOME": "/x", "HOME": "/h"]
        #expect(Home.location(option: "/o", environment: environment) == "/o")
        #expect(Home.location(environment: environment) == "/s")
        #expect(Home.location(environment: ["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/secchi")
        #expect(Home.location(environment: ["XDG_DATA_HOME": "x", "HOME": "/h"]) == "/h/.local/share/secchi")
    }

    @Test("a data directory can be copied as a whole, and the copy is complete")
    func copy() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1 2", to: "a.txt")
        _ = try fixture.ingest()
        let copy = fixture.folder.appending("copy")
        try FileManager.default.copyItem(atPath: fixture.home.path, toPath: copy)
        let home = try Home(path: copy, reader: IngestFixture.read)
        let collection = try home.collection(named: "test")
        #expect(try collection.reader().spectra(part: 0).map(\.spectrum.flux) == [[1, 2]])
        #expect(home.originals.folder.hasPrefix(copy))
    }

    @Test("a catalogue of a later version is refused")
    func newer() throws {
        let fixture = try IngestFixture()
        try fixture.home.catalogue.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')")
        }
        let error = #expect(throws: DataError.self) { try Home(path: fixture.home.path) }
        #expect(error?.code == "DAT002")
    }

    @Test("a damaged catalogue and a home that is a file give one clear error each")
    func damaged() throws {
        let folder = try TemporaryFolder()
        try Data("no folder".utf8).write(to: URL(filePath: folder.appending("file")))
        #expect(#expect(throws: DataError.self) { try Home(path: folder.appending("file")) }?.code == "DAT001")
        let home = folder.appending("home")
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 8192).write(to: URL(filePath: home + "/catalogue.sqlite"))
        let error = #expect(throws: DataError.self) { try Home(path: home) }
        #expect(error?.code == "DAT003")
        #expect(error?.description.contains("file is not a database") == true)
    }

    @Test("what a killed process left is cleared away; what a living one holds is not")
    func incoming() throws {
        let fixture = try IngestFixture()
        let store = fixture.home.originals
        let living = try IncomingFolder(of: store)
        let staged = try living.stage(Array("live".utf8), hash: ContentHash.digest(of: Array("live".utf8)).description)
        let dead = store.incoming + "/123-456"
        try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: true)
        try Data("half a fi".utf8).write(to: URL(filePath: dead + "/0"))
        try Data().write(to: URL(filePath: dead + "/lock"))
        _ = try fixture.ingest()
        #expect(!FileManager.default.fileExists(atPath: dead))
        #expect(FileManager.default.fileExists(atPath: staged.path))
        try living.settle([staged], alreadyThere: [])
        #expect(try fixture.storedOriginals() == [staged.hash])
        // It has no row: a clearing removes it.
        #expect(try fixture.home.removeUnreferencedOriginals() == 1)
    }

    @Test("SHA-256 gives the digest of FIPS 180-4's example")
    func digest() throws {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(ContentHash.digest(of: Array("abc".utf8)).description == expected)
        #expect(Digest(expected) == ContentHash.digest(of: Array("abc".utf8)))
        #expect(Digest("zz") == nil)
    }
}
