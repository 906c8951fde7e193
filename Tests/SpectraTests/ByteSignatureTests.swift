// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Spectra

@Suite struct ByteSignatureTests {
    @Test(
        "the first bytes tell what a file is",
        arguments: [
            ("SIMPLE  =                    T", ByteSignature.fits),
            ("<?xml version='1.0'?>\n<!-- <html> -->\n<VOTABLE version=\"1.3\">", .votable),
            ("\u{FEFF}<?xml version='1.0'?><vot:VOTABLE xmlns:vot='x'>", .votable),
            ("  \n<!DOCTYPE html>\n<html><head>", .other("an HTML page")), ("<HTML><BODY>404", .other("an HTML page")),
            ("<uws:job xmlns:uws='x'>", .other("an XML document <job>")),
            ("# wavelength flux\n6562.8 1.0\n", .text), ("%PDF-1.4", .other("a PDF document")), ("", .empty),
        ])
    func signature(text: String, wanted: ByteSignature) {
        #expect(ByteSignature(Array(text.utf8)) == wanted)
    }

    @Test("binary beginnings are known, and noise is not text")
    func binary() {
        #expect(ByteSignature([0x1F, 0x8B, 8]) == .gzip)
        #expect(ByteSignature(Array("BZh9".utf8)) == .bzip2)
        #expect(ByteSignature(Array("PK\u{3}\u{4}".utf8)) == .zip)
        #expect(ByteSignature([0, 1, 2, 3]) == .unknown)
        #expect(ByteSignature((0..<200).map { UInt8($0 &* 37 % 32) }) == .unknown)
        #expect(ByteSignature("<VOTABLE>".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }) == .votable)
        #expect(
            ByteSignature([0xFF, 0xFE] + "<VOTABLE>".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }) == .votable)
    }

    @Test("text is UTF-8 without mark, or else Latin-1")
    func text() {
        #expect(ByteSignature.text([0xEF, 0xBB, 0xBF, 0x61]) == "a")
        #expect(ByteSignature.text([0xC3, 0xA9]) == "é")
        #expect(ByteSignature.text([0x61, 0xE9]) == "aé")
    }

    @Test(
        "stems lose folders, queries and known suffixes only",
        arguments: [
            ("/data/spec-0412-51871-0308.fits.gz", "spec-0412-51871-0308"), ("http://x.y/z/a.fits?preview=True", "a"),
            ("evega.0039.rs.ec.dispcor.fits", "evega.0039.rs.ec.dispcor"), ("noext", "noext"), (".fits", ".fits"),
            ("a/b/", "b"),
            ("", ""),
        ])
    func stem(name: String, wanted: String) {
        #expect(FileContent.stem(of: name) == wanted)
    }
}
