// SPDX-License-Identifier: Apache-2.0

import CXMLShim
import Foundation

/// Reads XML-RPC as other programs write it.
///
/// Liberal: numbers, truth values, dates, base64 and nil become the strings they are written as; a value without a type is a
/// string; an answer without a value is the empty string. No DTD, no entities, nothing from the network; sizes are capped.
enum XMLRPCReader {
    /// - Parameter place: for messages: an address, or who sent it.
    /// - Throws: ``SAMPError/malformed(place:reason:)``
    static func read(
        _ bytes: Data, from place: String, limits: XMLRPCLimits = XMLRPCLimits()
    ) throws(SAMPError) -> XMLRPCDocument {
        guard bytes.count <= limits.bytes else {
            throw SAMPError.malformed(place: place, reason: "\(bytes.count) bytes, more than \(limits.bytes)")
        }
        let builder = XMLRPCBuilder(limits: limits)
        var reason = builder.parse(bytes)
        if reason == nil {
            do throws(XMLRPCBuilder.Complaint) { return try builder.document() } catch { reason = error.reason }
        }
        let start = String(decoding: bytes.prefix(80), as: UTF8.self).replacing("\n", with: " ")
        throw SAMPError.malformed(place: place, reason: "\(reason ?? "unknown"), in \"\(SAMPText.plain(start))\"")
    }
}

/// Puts a document together from the parser's events.
final class XMLRPCBuilder {
    struct Complaint: Error { var reason: String }

    /// What is open; the contents stand in a stack for each kind, so that they grow in place.
    private enum Frame { case value, list, map, member }

    private let limits: XMLRPCLimits
    private var stack: [Frame] = []
    private var values: [SAMPValue?] = []
    private var lists: [[SAMPValue]] = []
    private var maps: [[String: SAMPValue]] = []
    private var members: [(name: String?, value: SAMPValue?)] = []
    private var count = 0
    private var text: [UInt8] = []
    private var root: String?
    private var method: String?
    private var params: [SAMPValue] = []
    private var isFault = false
    private var complaint: String?

    init(limits: XMLRPCLimits) {
        self.limits = limits
    }

    /// Returns what is wrong with the XML.
    func parse(_ bytes: Data) -> String? {
        var events = secchi_xml_events(
            start: { user, name, _, _ in
                guard let name else { return }
                XMLRPCBuilder.of(user)?.start(String(cString: name))
            },
            end: { user, name in
                guard let name else { return }
                XMLRPCBuilder.of(user)?.end(String(cString: name))
            },
            text: { user, bytes, length in
                guard let bytes, length > 0 else { return }
                bytes.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
                    XMLRPCBuilder.of(user)?.text.append(contentsOf: UnsafeBufferPointer(start: $0, count: Int(length)))
                }
            })
        // The parser lives no longer than this call, so that it may hold the builder unretained.
        guard let parser = secchi_xml_new(&events, Unmanaged.passUnretained(self).toOpaque()) else {
            return "no memory"
        }
        defer { secchi_xml_free(parser) }
        return bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            repeat {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
                rest = rest.dropFirst(piece.count)
                let start = piece.bindMemory(to: CChar.self).baseAddress
                let status = secchi_xml_feed(parser, start, Int32(piece.count), rest.isEmpty ? 1 : 0)
                if let complaint { return complaint }
                if status != 0 {
                    let reason = secchi_xml_reason(parser).map { String(cString: $0) } ?? "not well-formed"
                    return "broken XML (\(reason)), line \(secchi_xml_line(parser))"
                }
                if secchi_xml_has_entities(parser) != 0 { return "declares entities" }
            } while !rest.isEmpty
            return nil
        }
    }

    func document() throws(Complaint) -> XMLRPCDocument {
        if let complaint { throw Complaint(reason: complaint) }
        switch root {
        case "methodCall":
            guard let method, !method.isEmpty else { throw Complaint(reason: "a call without a method") }
            return .call(method: method, params: params)
        case "methodResponse" where isFault:
            let reason = params.first?["faultString"]?.string ?? "no reason given"
            return .fault(code: params.first?["faultCode"]?.string ?? "", reason: reason)
        case "methodResponse": return .answer(params.first ?? .string(""))
        default: throw Complaint(reason: "neither a call nor an answer")
        }
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> XMLRPCBuilder? {
        user.map { Unmanaged<XMLRPCBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: - Elements

    private func start(_ name: String) {
        guard complaint == nil else { return }
        if root == nil { root = name }
        text.removeAll(keepingCapacity: true)
        switch name {
        case "value":
            count += 1
            if count > limits.values { complaint = "more than \(limits.values) values" }
            stack.append(.value)
            values.append(nil)
        case "array":
            open(.list)
            lists.append([])
        case "struct":
            open(.map)
            maps.append([:])
        case "member":
            stack.append(.member)
            members.append((nil, nil))
        case "fault": isFault = true
        default: break
        }
    }

    private func open(_ frame: Frame) {
        if lists.count + maps.count >= limits.depth { complaint = "nested deeper than \(limits.depth)" }
        stack.append(frame)
    }

    private func end(_ name: String) {
        guard complaint == nil else { return }
        switch name {
        case "methodName": method = string().trimming(" \t\r\n")
        case "string", "base64", "dateTime.iso8601": set(.string(string()))
        case "i4", "int", "i8", "boolean", "double", "nil", "i1", "i2", "float":
            set(.string(string().trimming(" \t\r\n")))
        case "name": if stack.last == .member { members[members.count - 1].name = string() }
        case "value": if close(.value) { give(values.removeLast() ?? .string(string())) }
        case "array": if close(.list) { set(.list(lists.removeLast())) }
        case "struct": if close(.map) { set(.map(maps.removeLast())) }
        case "member":
            guard close(.member), stack.last == .map else { return complain("a member outside a struct") }
            let member = members.removeLast()
            if let key = member.name, let value = member.value { maps[maps.count - 1][key] = value }
        default: break
        }
        text.removeAll(keepingCapacity: true)
    }

    /// Whether this was open innermost, as XML that is well-formed makes sure.
    private func close(_ frame: Frame) -> Bool {
        if stack.last == frame {
            stack.removeLast()
            return true
        }
        complain("elements in a wrong order")
        return false
    }

    private func complain(_ reason: String) { complaint = reason }

    private func string() -> String { String(decoding: text, as: UTF8.self) }

    /// The content of the value that is open.
    private func set(_ value: SAMPValue) {
        guard stack.last == .value else { return complain("a typed value outside <value>") }
        values[values.count - 1] = value
    }

    private func give(_ value: SAMPValue) {
        switch stack.last {
        case nil: params.append(value)
        case .list: lists[lists.count - 1].append(value)
        case .member: members[members.count - 1].value = value
        case .value, .map: complain("a <value> where none may be")
        }
    }
}
