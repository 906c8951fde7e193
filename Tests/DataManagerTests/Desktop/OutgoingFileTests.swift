// SPDX-License-Identifier: Apache-2.0

import DataManager
import Foundation
import Spectra
import TestSupport
import Testing
import VirtualObservatory

@Suite struct OutgoingFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: folder.url.appending(path: name))
        return folder.appending(name)
    }

    private func spectrumFile() throws -> String {
        var spectrum = Spectrum(
            axis: SpectralAxis(values: [1, 2, 3], unit: "nm", medium: .vacuum), flux: [1, 2, 3], dialect: "test",
            source: .init(file: "x"))
        spectrum.identifier = "one"
        spectrum.target.name = "ζ Tau"
        return try write(SpectrumVOTable.bytes(of: spectrum), to: "one.xml")
    }

    private let table = Array(
        """
        <VOTABLE><RESOURCE><TABLE><FIELD name="wavelength" unit="nm" datatype="double"/><FIELD name="flux" datatype="double"/>
        <DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR><TR><TD>2</TD><TD>2</TD></TR><TR><TD>3</TD><TD>2</TD></TR></TABLEDATA></DATA>
        </TABLE></RESOURCE></VOTABLE>
        """.utf8)

    @Test("a VOTable that says so is a spectrum, any other a table, unless the user knows better")
    func kinds() throws {
        #expect(try OutgoingFile(path: spectrumFile()).kind == .spectrum)
        #expect(try OutgoingFile(path: spectrumFile(), as: .table).kind == .table)
        let path = try write(table, to: "t.data")
        #expect(try OutgoingFile(path: path).kind == .table)
        #expect(try OutgoingFile(path: path, as: .spectrum).kind == .spectrum)
        #expect(throws: SAMPError.self) { try OutgoingFile(path: path, as: .image) }
    }

    @Test("a spectrum in VOTable goes as it is to programs of tables, with its name in plain letters")
    func votableSpectrum() throws {
        let file = try OutgoingFile(path: spectrumFile())
        #expect(file.rendition == nil)
        let messages = file.parcel(url: "file:///one.xml").messages
        #expect(messages.map(\.mtype) == ["spectrum.load.ssa-generic", "table.load.votable"])
        #expect(messages.map { $0.params["url"] } == ["file:///one.xml", "file:///one.xml"])
        #expect(messages[0].params["meta"]?["Access.Format"] == "application/x-votable+xml")
        #expect(messages[0].params["meta"]?["Target.Name"] == "zeta Tau")
        #expect(messages[1].params["name"] == "zeta Tau")
    }

    @Test(
        "a spectrum in a FITS image goes to programs of tables as a VOTable made of it",
        .enabled(if: SharedData.isAvailable))
    func fitsSpectrum() throws {
        let file = try OutgoingFile(path: SharedData.path("data/spectra/ondrejov/a201503100010.fits"))
        #expect(file.kind == .spectrum)
        // Whether the file has a table of its own that could go as well does not matter.
        let messages = file.parcel(url: "file:///a.fits", renditionURL: "http://127.0.0.1:1/a.vot").messages.prefix(2)
        #expect(messages.map(\.mtype) == ["spectrum.load.ssa-generic", "table.load.votable"])
        #expect(messages.map { $0.params["url"] } == ["file:///a.fits", "http://127.0.0.1:1/a.vot"])
        let made = try SpectrumReader.spectra(bytes: Array(#require(file.rendition)), name: "a.vot")
        let original = try SpectrumReader.spectra(contentsOf: file.path)
        #expect(made.map(\.flux) == original.map(\.flux))
        #expect(made.map(\.axis.values) == original.map(\.axis.values))
    }

    @Test("the id of a table leads back to its file, and changes when the file does")
    func ids() throws {
        let path = try write(table, to: "a#1.vot")
        let id = OutgoingFile.tableID(ofPath: path)
        #expect(id == OutgoingFile.tableID(ofPath: path))
        #expect(OutgoingFile.path(ofTableID: id) == OutgoingFile.absolute(path))
        #expect(OutgoingFile.path(ofTableID: "topcat1234") == nil)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        #expect(OutgoingFile.tableID(ofPath: path) != id)
    }

    @Test("what is neither VOTable nor FITS, or not there, is one clear error", arguments: ["html", "text", "none"])
    func refusals(kind: String) throws {
        let path = folder.appending("bad")
        if kind == "html" { _ = try write(Array("<html><body>Busy</body></html>".utf8), to: "bad") }
        if kind == "text" { _ = try write(Array("1 2\n3 4\n".utf8), to: "bad") }
        #expect { try OutgoingFile(path: path) } throws: { error in "\(error)".hasPrefix("SMP011") }
    }
}
