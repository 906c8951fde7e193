// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct SSATwinsTests {
    private func record(_ url: String, _ format: String, creator: String? = nil, publisher: String? = nil) -> SSARecord
    {
        var record = SSARecord(service: "s")
        record.accessURL = url
        record.format = MediaType(format)
        record.creatorDID = creator
        record.publisherDID = publisher
        return record
    }

    @Test("the forms of one dataset are one spectrum, VOTable before FITS before images before text")
    func best() {
        let rows = [
            record("a.txt", "text/csv", creator: "c"), record("a.fit", "image/fits", creator: "c"),
            record("a.fits", "application/fits", creator: "c"), record("a.png", "image/png", creator: "c"),
            record("a.vot", "application/x-votable+xml", creator: "c"),
        ]
        #expect(SSASpectrum.grouped(rows).map(\.best.accessURL) == ["a.vot"])
        #expect(SSASpectrum.grouped(Array(rows.prefix(4))).map(\.best.accessURL) == ["a.fits"])
        #expect(SSASpectrum.grouped(Array(rows.prefix(2))).map(\.best.accessURL) == ["a.fit"])
    }

    @Test("a CreatorDID that all rows share does not make them one")
    func sharedCreator() {
        let rows = (0..<3).flatMap { index in
            ["image/fits", "text/xml"].map {
                record("\(index)\($0)", $0, creator: "ivo://same", publisher: "ivo://p/\(index)")
            }
        }
        let spectra = SSASpectrum.grouped(rows)
        #expect(spectra.map(\.best.accessURL) == ["0text/xml", "1text/xml", "2text/xml"])
    }

    @Test("a preview alone is no spectrum, a links document is one when nothing better is there")
    func notSpectra() {
        #expect(SSASpectrum.grouped([record("p", "image/jpeg", publisher: "x")]).isEmpty)
        let links = record("l", "application/x-votable+xml;content=datalink", publisher: "x")
        #expect(SSASpectrum.grouped([links]).count == 1)
        #expect(
            SSASpectrum.grouped([links, record("f", "application/fits", publisher: "x")]).map(\.best.accessURL) == ["f"]
        )
    }

    @Test(
        "formats are known in the spellings that occur",
        arguments: [
            ("application/fits", MediaType.Kind.fitsTable), ("image/fits", .fitsImage),
            ("application/x-votable+xml;content=datalink", .links),
            ("Application/X-VOTable+XML; serialization=TABLEDATA", .voTable),
            ("text/xml", .voTable), ("text/xml;x-votable", .voTable), ("spectrum/fits", .fitsTable),
            ("spectrum/votable", .voTable), ("text/csv", .text), ("text/html", .page), ("image/png", .preview),
            ("application/octet-stream", .unknown), ("", .unknown),
        ])
    func kinds(text: String, kind: MediaType.Kind) { #expect(MediaType(text).kind == kind) }
}
