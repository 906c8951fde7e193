// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import HTTPTransport

/// Where the lock file of the hub is (SAMP 1.3 §4.1): what the variable SAMP_HUB says, else `~/.samp`.
public struct HubLocation: Sendable, Hashable {
    /// A path, or the address of a lock file elsewhere.
    public enum Place: Sendable, Hashable {
        case file(String)
        case url(String)
    }

    public var place: Place

    public init(_ place: Place) {
        self.place = place
    }

    /// - Throws: ``SAMPError/badLock(place:reason:)`` if SAMP_HUB is of a kind that is not known.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(SAMPError) {
        guard let hub = environment["SAMP_HUB"], !hub.isEmpty else {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
            place = .file(home + "/.samp")
            return
        }
        let prefix = "std-lockurl:"
        guard hub.hasPrefix(prefix) else {
            throw SAMPError.badLock(place: "SAMP_HUB=\(hub)", reason: "only std-lockurl: is known")
        }
        let address = String(hub.dropFirst(prefix.count))
        place = FileAddress.path(of: address).map { .file($0) } ?? .url(address)
    }

    /// As shown to a user.
    public var text: String {
        switch place {
        case .file(let path): path
        case .url(let url): url
        }
    }

    /// Reads the lock file.
    ///
    /// - Throws: ``SAMPError/noHub(lockFile:)``, ``SAMPError/badLock(place:reason:)``
    public func lock(through transport: Transport) async throws(SAMPError) -> HubLock {
        let bytes: Data
        switch place {
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else { throw SAMPError.noHub(lockFile: path) }
            guard let content = FileManager.default.contents(atPath: path) else {
                throw SAMPError.badLock(place: path, reason: "cannot be read")
            }
            bytes = content
        case .url(let url):
            do {
                let response = try await transport.fetch(TransportRequest(url), limit: 1 << 20)
                guard response.status < 400 else { throw SAMPError.noHub(lockFile: url) }
                bytes = response.body
            } catch let error as SAMPError {
                throw error
            } catch {
                throw SAMPError.badLock(place: url, reason: "\(error)")
            }
        }
        return try HubLock(String(decoding: bytes.prefix(1 << 20), as: UTF8.self), from: text)
    }
}

/// What a lock file says.
public struct HubLock: Sendable, Hashable {
    public var secret: String
    /// The address of the hub's XML-RPC server.
    public var url: String
    public var values: [String: String]

    /// Reads `name=value` lines; "#" begins a comment.
    ///
    /// - Throws: ``SAMPError/badLock(place:reason:)``
    public init(_ text: String, from place: String) throws(SAMPError) {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<equals]).trimming(" \t")
            values[name] = String(line[line.index(after: equals)...]).trimming(" \t")
        }
        guard let secret = values["samp.secret"], let url = values["samp.hub.xmlrpc.url"], !url.isEmpty else {
            throw SAMPError.badLock(place: place, reason: "samp.secret or samp.hub.xmlrpc.url is missing")
        }
        self.secret = secret
        self.url = url
        self.values = values
    }
}

/// Addresses of files on this machine (RFC 8089).
public enum FileAddress {
    /// "file:///home/a%20b", from an absolute path; every byte that is not plain is escaped.
    public static func url(ofPath path: String) -> String {
        var result = "file://"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    /// The path of "file:///a", "file:/a" (as Java writes it) and "file://localhost/a"; `nil` for anything else.
    public static func path(of url: String) -> String? {
        guard url.lowercased().hasPrefix("file:") else { return nil }
        var rest = Substring(url.dropFirst(5))
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            guard let slash = rest.firstIndex(of: "/") else { return nil }
            guard ["", "localhost", "127.0.0.1"].contains(rest[..<slash].lowercased()) else { return nil }
            rest = rest[slash...]
        }
        guard rest.hasPrefix("/"), let path = String(rest).removingPercentEncoding, !path.utf8.contains(0) else {
            return nil
        }
        return path
    }
}
