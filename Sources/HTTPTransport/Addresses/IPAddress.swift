// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An IPv4 or IPv6 address as its bytes in network order.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16.
    public let bytes: [UInt8]

    /// `nil` unless there are 4 or 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads "127.0.0.1", "::1" or "[::1]".
    public init?(_ text: String) {
        let text = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 {
            bytes = Array(buffer[..<4])
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }

    /// As RFC 5952 writes it.
    public var description: String {
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, 64) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The IPv4 address that an IPv6 address stands for: mapped (RFC 4291 §2.5.5), translated (RFC 6052, RFC 8215), 6to4 (RFC 3056),
    /// Teredo (RFC 4380); else the address itself.
    var inner: IPAddress {
        guard bytes.count == 16 else { return self }
        func taking(_ range: Range<Int>, inverted: Bool = false) -> IPAddress {
            IPAddress(bytes: bytes[range].map { inverted ? ~$0 : $0 }) ?? self
        }
        let zeros = [UInt8](repeating: 0, count: 10)
        if bytes.starts(with: zeros + [0xFF, 0xFF]) { return taking(12..<16) }
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]) { return taking(12..<16) }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) { return taking(12..<16) }
        if bytes.starts(with: [0x20, 0x02]) { return taking(2..<6) }
        if bytes.starts(with: [0x20, 0x01, 0, 0]) { return taking(12..<16, inverted: true) }
        let isCompatible =
            bytes.starts(with: zeros + [0, 0]) && bytes[12...] != [0, 0, 0, 0] && bytes[12...] != [0, 0, 0, 1]
        return isCompatible ? taking(12..<16) : self
    }

    /// This machine: 127.0.0.0/8 and ::1, also as IPv4 within IPv6.
    public var isLoopback: Bool {
        let address = inner
        return address.bytes.count == 4
            ? address.bytes[0] == 127 : address.bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// Whether the address is of the public internet: in no block of the IANA special-purpose registries (RFC 6890) that is not globally
    /// reachable, and no multicast.
    public var isPublic: Bool {
        let inner = inner
        return !Self.special.contains { $0.contains(self) || $0.contains(inner) }
    }

    private static let special: [IPNetwork] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].compactMap(IPNetwork.init)
}

/// A block of addresses, "10.0.0.0/8".
public struct IPNetwork: Sendable, Hashable {
    let address: IPAddress
    let length: Int

    /// A block, or a single address without "/".
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let bits = address.bytes.count * 8
        let length = parts.count == 1 ? bits : Int(parts[1])
        guard let length, (0...bits).contains(length) else { return nil }
        self.address = address
        self.length = length
    }

    /// Whether an address of the same family lies in the block.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = length / 8
        guard other.bytes[..<whole] == address.bytes[..<whole] else { return false }
        let rest = length % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
        return other.bytes[whole] & mask == address.bytes[whole] & mask
    }
}
