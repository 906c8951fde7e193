// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import VirtualObservatory

@Suite struct XMLRPCWriterTests {
    @Test("a call is written with strings, lists and maps only, keys in order")
    func golden() {
        let bytes = XMLRPCWriter.document(.call(method: "samp.hub.notify", params: ["k", ["b": ["1"], "a": "x<y"]]))
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <methodCall><methodName>samp.hub.notify</methodName><params>\
                <param><value><string>k</string></value></param>\
                <param><value><struct><member><name>a</name><value><string>x&lt;y</string></value></member>\
                <member><name>b</name><value><array><data><value><string>1</string></value></data></array></value></member>\
                </struct></value></param></params></methodCall>

                """)
    }

    @Test("every character that SAMP allows survives a round trip, carriage returns and blanks included")
    func characters() throws {
        let legal = [0x09, 0x0a, 0x0d] + Array(0x20...0x7f)
        let text = String(String.UnicodeScalarView(legal.compactMap { Unicode.Scalar($0 as Int) })) + " \r\n "
        let bytes = XMLRPCWriter.document(.answer(.string(text)))
        #expect(try XMLRPCReader.read(bytes, from: "test") == .answer(.string(text)))
    }

    @Test(
        "other characters are written in plain letters",
        arguments: [
            ("Hα of ζ Öri", "Halpha of zeta Ori"), ("Ångström – “10″”", "Angstrom - \"10''\""), ("Σ", "Sigma"),
            ("σ ς ω Ω", "sigma sigma omega Omega"), ("望遠鏡.fits", "???.fits"), ("a\u{0}b\u{1b}c", "a b c"),
            ("ﬁn", "fin"),
            ("Groß, Łódź", "Gross, Lodz"), ("plain", "plain"),
        ])
    func transliteration(text: String, plain: String) throws {
        #expect(SAMPText.plain(text) == plain)
        let bytes = XMLRPCWriter.document(.answer([text: .string(text)].asMap))
        #expect(bytes.allSatisfy { SAMPText.isLegal($0) })
    }

    @Test("a fault is read back")
    func fault() throws {
        let bytes = XMLRPCWriter.document(.fault(code: "1", reason: "no <such> client"))
        #expect(try XMLRPCReader.read(bytes, from: "test") == .fault(code: "1", reason: "no <such> client"))
    }
}

extension [String: SAMPValue] {
    fileprivate var asMap: SAMPValue { .map(self) }
}
