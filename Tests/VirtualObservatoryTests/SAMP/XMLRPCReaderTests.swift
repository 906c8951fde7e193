// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import VirtualObservatory

@Suite struct XMLRPCReaderTests {
    private func value(_ xml: String) throws -> SAMPValue? {
        let text = "<methodResponse><params><param>\(xml)</param></params></methodResponse>"
        guard case .answer(let value) = try XMLRPCReader.read(Data(text.utf8), from: "test") else { return nil }
        return value
    }

    private func reason(_ text: String, limits: XMLRPCLimits = XMLRPCLimits()) -> String {
        do {
            _ = try XMLRPCReader.read(Data(text.utf8), from: "test", limits: limits)
            return "read"
        } catch {
            return error.description
        }
    }

    @Test(
        "numbers, truth values, dates and untyped values are the strings they are written as",
        arguments: [
            ("<value><int> 5 </int></value>", "5"), ("<value><i4>-7</i4></value>", "-7"),
            ("<value><boolean>1</boolean></value>", "1"), ("<value><double>1.5e3</double></value>", "1.5e3"),
            ("<value>plain text</value>", "plain text"), ("<value><string/></value>", ""), ("<value/>", ""),
            ("<value><dateTime.iso8601>20260101T00:00:00</dateTime.iso8601></value>", "20260101T00:00:00"),
            ("<value><nil/></value>", ""), ("<value>\n <string>x</string>\n</value>", "x"),
            ("<value><string>a &lt;b&gt; &amp; &#65;</string></value>", "a <b> & A"),
            ("<value><string><![CDATA[<x>]]></string></value>", "<x>"),
        ])
    func scalars(xml: String, text: String) throws {
        #expect(try value(xml) == .string(text))
    }

    @Test("lists and maps nest, empty ones included")
    func nesting() throws {
        let xml = """
            <value><struct>
              <member><name>list</name><value><array><data><value>a</value><value><array><data/></array></value></data></array></value></member>
              <member><name>map</name><value><struct/></value></member>
            </struct></value>
            """
        #expect(try value(xml) == ["list": ["a", []], "map": [:]])
    }

    @Test("a call has a method and its parameters, in any namespace prefix and encoding")
    func call() throws {
        let text =
            "<?xml version='1.0' encoding='ISO-8859-1'?><methodCall><methodName> samp.hub.ping </methodName>"
            + "<params><param><value>\u{e9}</value></param></params></methodCall>"
        let latin = try #require(text.data(using: .isoLatin1))
        #expect(try XMLRPCReader.read(latin, from: "test") == .call(method: "samp.hub.ping", params: ["é"]))
    }

    @Test("a fault gives its code and reason")
    func fault() throws {
        let text = """
            <methodResponse><fault><value><struct><member><name>faultCode</name><value><int>4</int></value></member>
            <member><name>faultString</name><value><string>Too many</string></value></member></struct></value></fault></methodResponse>
            """
        #expect(try XMLRPCReader.read(Data(text.utf8), from: "test") == .fault(code: "4", reason: "Too many"))
    }

    @Test(
        "what is no XML-RPC is one error that quotes its beginning",
        arguments: [
            ("", "broken XML"), ("<html><body>Busy</body></html>", "neither a call nor an answer"),
            ("<methodCall>", "broken XML"),
            ("<methodCall></methodCall>", "a call without a method"), ("{\"json\": 1}", "broken XML"),
            (
                "<methodResponse><params><param><value><value>x</value></value></param></params></methodResponse>",
                "none may be"
            ),
            ("<methodResponse><params><param><string>x</string></param></params></methodResponse>", "outside <value>"),
        ])
    func broken(text: String, complaint: String) {
        let reason = reason(text)
        #expect(reason.hasPrefix("SMP005") && reason.contains(complaint), "\(reason)")
    }

    @Test("entities and DTDs from outside are refused")
    func entities() {
        let laughs = """
            <!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
            <methodResponse><params><param><value>&b;</value></param></params></methodResponse>
            """
        #expect(reason(laughs).hasPrefix("SMP005"))
        let file = """
            <!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
            <methodResponse><params><param><value>&a;</value></param></params></methodResponse>
            """
        #expect(reason(file).hasPrefix("SMP005"))
        let plain = """
            <!DOCTYPE x [<!ENTITY a "ha">]>
            <methodResponse><params><param><value>&a;</value></param></params></methodResponse>
            """
        #expect(reason(plain).contains("declares entities"))
    }

    @Test("depth, number of values and size are capped")
    func caps() {
        let deep = String(repeating: "<value><array><data>", count: 70)
        #expect(reason("<methodResponse><params><param>" + deep).contains("nested deeper than 60"))
        var limits = XMLRPCLimits()
        limits.values = 3
        let list = "<value><array><data>" + String(repeating: "<value/>", count: 3) + "</data></array></value>"
        let text = "<methodResponse><params><param>\(list)</param></params></methodResponse>"
        #expect(reason(text, limits: limits).contains("more than 3 values"))
        limits.bytes = 10
        #expect(reason(text, limits: limits).contains("more than 10"))
    }

    @Test("a row list of a hundred thousand rows comes back as it went")
    func longList() throws {
        let rows = SAMPValue.list((0..<100_000).map { SAMPValue($0) })
        let bytes = XMLRPCWriter.document(.answer(rows))
        #expect(try XMLRPCReader.read(bytes, from: "test") == .answer(rows))
    }
}
