// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes XML-RPC strictly: only strings, lists and maps, only the characters that SAMP allows (``SAMPText/plain(_:)``), keys
/// in order.
enum XMLRPCWriter {
    static func document(_ document: XMLRPCDocument) -> Data {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        switch document {
        case .call(let method, let params):
            put("<methodCall><methodName>", &bytes)
            putText(method, &bytes)
            put("</methodName><params>", &bytes)
            params.forEach { putParam($0, &bytes) }
            put("</params></methodCall>\n", &bytes)
        case .answer(let value):
            put("<methodResponse><params>", &bytes)
            putParam(value, &bytes)
            put("</params></methodResponse>\n", &bytes)
        case .fault(let code, let reason):
            put("<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>", &bytes)
            put(String(Int32(code) ?? 1), &bytes)
            put("</int></value></member><member><name>faultString</name><value><string>", &bytes)
            putText(reason, &bytes)
            put("</string></value></member></struct></value></fault></methodResponse>\n", &bytes)
        }
        return Data(bytes)
    }

    private static func putParam(_ value: SAMPValue, _ bytes: inout [UInt8]) {
        put("<param>", &bytes)
        putValue(value, &bytes)
        put("</param>", &bytes)
    }

    private static func putValue(_ value: SAMPValue, _ bytes: inout [UInt8]) {
        put("<value>", &bytes)
        switch value {
        case .string(let text):
            put("<string>", &bytes)
            putText(text, &bytes)
            put("</string>", &bytes)
        case .list(let values):
            put("<array><data>", &bytes)
            values.forEach { putValue($0, &bytes) }
            put("</data></array>", &bytes)
        case .map(let values):
            put("<struct>", &bytes)
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                put("<member><name>", &bytes)
                putText(key, &bytes)
                put("</name>", &bytes)
                putValue(value, &bytes)
                put("</member>", &bytes)
            }
            put("</struct>", &bytes)
        }
        put("</value>", &bytes)
    }

    private static func put(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
    }

    private static func putText(_ text: String, _ bytes: inout [UInt8]) {
        for byte in SAMPText.plain(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): put("&amp;", &bytes)
            case UInt8(ascii: "<"): put("&lt;", &bytes)
            case UInt8(ascii: ">"): put("&gt;", &bytes)
            // As it is, a reader would turn it into a newline (XML 1.0 §2.11).
            case 0x0d: put("&#13;", &bytes)
            default: bytes.append(byte)
            }
        }
    }
}
