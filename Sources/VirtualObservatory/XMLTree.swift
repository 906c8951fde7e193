// SPDX-License-Identifier: Apache-2.0

import CXMLShim
import Foundation

/// One element of a small XML document, by local names: what UWS, VOSI and Sesame answer with.
struct XMLTree {
    let name: String
    /// By local name.
    let attributes: [String: String]
    fileprivate(set) var children: [XMLTree] = []
    /// The text directly in the element.
    fileprivate(set) var text = ""

    /// Reads a document under the rules for documents from outside (no DTD, no external entity, no network, capped expansion), of at
    /// most a million elements.
    ///
    /// - Throws: ``ServiceError/badXML(url:reason:)``.
    static func read(_ data: Data, url: String) throws(ServiceError) -> XMLTree {
        let builder = XMLTreeBuilder()
        let failure = builder.parse(data)
        if let failure { throw .badXML(url: url, reason: failure) }
        guard let root = builder.root else { throw .badXML(url: url, reason: "no XML came") }
        return root
    }

    init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// The first child of that name, whatever the case.
    func first(_ name: String) -> XMLTree? { children.first { $0.name.equalsIgnoringCase(name) } }

    func all(_ name: String) -> [XMLTree] { children.filter { $0.name.equalsIgnoringCase(name) } }

    /// The text of the first child of that name without blanks at its ends; `nil` if it is empty, nil or missing.
    func text(_ name: String) -> String? {
        guard let child = first(name), child.attributes["nil"]?.lowercased() != "true" else { return nil }
        let text = child.text.trimmed
        return text.isEmpty ? nil : text
    }

    /// All elements of that name at any depth.
    func descendants(_ name: String) -> [XMLTree] {
        children.flatMap { ($0.name.equalsIgnoringCase(name) ? [$0] : []) + $0.descendants(name) }
    }
}

/// Takes libxml2's events and builds the tree.
private final class XMLTreeBuilder {
    private(set) var root: XMLTree?
    private var open: [XMLTree] = []
    private var count = 0
    private var failure: String?

    func parse(_ data: Data) -> String? {
        var events = secchi_xml_events(
            start: { user, name, attributes, count in
                guard let user, let name else { return }
                var values: [String: String] = [:]
                for index in 0..<Int(count) {
                    guard let attribute = attributes?[index], let key = attribute.name, let value = attribute.value
                    else { continue }
                    let bytes = UnsafeBufferPointer(start: value, count: Int(attribute.length))
                    let text = String(decoding: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                    values[String(cString: key)] = text.replacing("&#38;", with: "&")
                }
                XMLTreeBuilder.of(user).start(String(cString: name), values)
            },
            end: { user, _ in if let user { XMLTreeBuilder.of(user).end() } },
            text: { user, bytes, length in
                guard let user, let bytes else { return }
                let buffer = UnsafeBufferPointer(start: bytes, count: Int(length))
                XMLTreeBuilder.of(user).text(
                    String(decoding: buffer.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self))
            })
        // The events come only while this call is running, so the unretained pointer stays good.
        guard let parser = secchi_xml_new(&events, Unmanaged.passUnretained(self).toOpaque()) else {
            return "no memory"
        }
        defer { secchi_xml_free(parser) }
        guard data.count < Int(Int32.max) else { return "too long" }
        let status = data.withUnsafeBytes { bytes in
            secchi_xml_feed(parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), 1)
        }
        if let failure { return failure }
        guard status == 0 else {
            let reason = secchi_xml_reason(parser).map { String(cString: $0).oneLine } ?? "not well-formed"
            return "\(reason), line \(secchi_xml_line(parser))"
        }
        return nil
    }

    private static func of(_ user: UnsafeMutableRawPointer) -> XMLTreeBuilder {
        Unmanaged<XMLTreeBuilder>.fromOpaque(user).takeUnretainedValue()
    }

    private func start(_ name: String, _ attributes: [String: String]) {
        count += 1
        guard count <= 1_000_000 else {
            failure = "too many elements"
            return
        }
        open.append(XMLTree(name: name, attributes: attributes))
    }

    private func text(_ piece: String) {
        guard failure == nil, !open.isEmpty else { return }
        open[open.count - 1].text += piece
    }

    private func end() {
        guard failure == nil, let element = open.popLast() else { return }
        if open.isEmpty {
            if root == nil { root = element }
        } else {
            open[open.count - 1].children.append(element)
        }
    }
}
