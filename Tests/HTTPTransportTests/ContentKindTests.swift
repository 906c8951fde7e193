// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@Suite struct ContentKindTests {
    @Test("content is known by its bytes")
    func kinds() {
        let cases: [(String, ContentKind)] = [
            ("", .empty), ("SIMPLE  =                    T", .fits), ("<?xml version=\"1.0\"?><VOTABLE>", .voTable),
            ("<?xml-stylesheet href='x'?>\n<!-- <html> -->\n<v:VOTABLE xmlns:v='x'>", .voTable),
            ("<!DOCTYPE VOTABLE SYSTEM \"x.dtd\">", .voTable), ("\u{FEFF}<votable>", .voTable),
            ("  \n<!doctype HTML>", .html), ("<HEAD><title>", .html), ("<html>", .html),
            ("<?xml version='1'?><uws:job>", .xml),
            ("<!-- unfinished", .xml), ("a,b\n1,2\n", .text), ("{\"a\": 1}", .json), ("%PDF-1.4", .pdf),
            ("< 5 is text", .text),
            ("PK\u{3}\u{4}", .zip), ("BZh9", .bzip2),
        ]
        for (text, kind) in cases { #expect(ContentKind(sniffing: Array(text.utf8)) == kind, "\(text)") }
        #expect(ContentKind(sniffing: [0x1F, 0x8B, 8]) == .gzip)
        #expect(ContentKind(sniffing: [0x89, 0x50, 0x4E, 0x47]) == .image)
        #expect(ContentKind(sniffing: [0, 1, 2, 3]) == .unknown)
        let wide = "<VOTABLE>".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(ContentKind(sniffing: [0xFE, 0xFF] + wide) == .voTable)
        #expect(ContentKind(sniffing: wide) == .voTable)
    }
}
