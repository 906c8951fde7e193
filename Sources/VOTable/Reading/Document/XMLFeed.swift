// SPDX-License-Identifier: Apache-2.0

import CXMLShim

/// What the XML parser saw, by local name.
protocol XMLListener: AnyObject {
    func start(_ name: String, _ attributes: [String: String])
    func end(_ name: String)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// libxml2's push parser: bytes go in, elements come out at the listener.
///
/// The rules for documents from outside (no DTD, no external entity, no network, capped expansion) stand in `CXMLShim`.
final class XMLFeed {
    private let parser: OpaquePointer?
    // Owned here, so that the pointer in the parser stays good.
    private let listener: any XMLListener
    private let box: Unmanaged<ListenerBox>

    private final class ListenerBox {
        let listener: any XMLListener
        init(_ listener: any XMLListener) { self.listener = listener }
    }

    init(_ listener: any XMLListener) {
        self.listener = listener
        box = Unmanaged.passRetained(ListenerBox(listener))
        var events = secchi_xml_events(
            start: { user, name, attributes, count in
                guard let listener = XMLFeed.listener(user), let name else { return }
                var values: [String: String] = [:]
                for index in 0..<Int(count) {
                    guard let attribute = attributes?[index], let key = attribute.name, let value = attribute.value
                    else { continue }
                    let bytes = UnsafeBufferPointer(start: value, count: Int(attribute.length))
                    let text = String(decoding: bytes.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                    // Every & of an attribute comes as this from a parser that does not substitute entities.
                    values[String(cString: key)] = text.contains("&") ? text.replacing("&#38;", with: "&") : text
                }
                listener.start(String(cString: name), values)
            },
            end: { user, name in
                guard let listener = XMLFeed.listener(user), let name else { return }
                listener.end(String(cString: name))
            },
            text: { user, bytes, length in
                guard let listener = XMLFeed.listener(user), let bytes else { return }
                bytes.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
                    listener.text(UnsafeBufferPointer(start: $0, count: Int(length)))
                }
            })
        parser = secchi_xml_new(&events, box.toOpaque())
    }

    deinit {
        secchi_xml_free(parser)
        box.release()
    }

    private static func listener(_ user: UnsafeMutableRawPointer?) -> (any XMLListener)? {
        user.map { Unmanaged<ListenerBox>.fromOpaque($0).takeUnretainedValue().listener }
    }

    /// Returns the reason and line if the document is not well-formed so far.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> (reason: String, line: Int)? {
        guard let parser else { return ("no memory", 0) }
        var rest = bytes
        repeat {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            let start = piece.bindMemory(to: CChar.self).baseAddress
            if secchi_xml_feed(parser, start, Int32(piece.count), isLast && rest.isEmpty ? 1 : 0) != 0 {
                return (
                    secchi_xml_reason(parser).map { String(cString: $0) } ?? "not well-formed",
                    Int(secchi_xml_line(parser))
                )
            }
        } while !rest.isEmpty
        return nil
    }

    var line: Int { parser.map { Int(secchi_xml_current_line($0)) } ?? 0 }

    /// Upper-case, as declared; `nil` if not said.
    var encoding: String? {
        guard let parser, let name = secchi_xml_encoding(parser) else { return nil }
        return String(cString: name).uppercased()
    }

    /// Whether the document declares entities, which only the XML parser can put in.
    var hasEntities: Bool { parser.map { secchi_xml_has_entities($0) != 0 } ?? false }
}
