// SPDX-License-Identifier: Apache-2.0

import CCrypto
import Foundation

/// A SHA-256 in the making (FIPS 180-4), by OpenSSL's libcrypto, which uses the processor's own instructions.
package struct ContentHash: ~Copyable {
    private let state: OpaquePointer

    init() {
        // Both fail only when memory is out, and there is no going on then.
        guard let state = EVP_MD_CTX_new(), EVP_DigestInit_ex(state, EVP_sha256(), nil) == 1 else {
            fatalError("libcrypto gives no SHA-256")
        }
        self.state = state
    }

    deinit { EVP_MD_CTX_free(state) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(state, bytes.baseAddress, bytes.count)
    }

    mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// 32 bytes. The hash can take no more after this.
    mutating func finish() -> Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(state, &bytes, nil)
        return Digest(bytes: bytes)
    }

    /// The SHA-256 of a file in 64 hexadecimal digits, read a megabyte at a time.
    ///
    /// - Throws: `CocoaError` if the file cannot be read.
    package static func text(ofFile path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        var hash = ContentHash()
        while let bytes = try file.read(upToCount: 1 << 20), !bytes.isEmpty {
            bytes.withUnsafeBytes { hash.update($0) }
        }
        return hash.finish().description
    }

    static func digest(of bytes: [UInt8]) -> Digest {
        var hash = ContentHash()
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }
}

/// The SHA-256 of an original: its name in the data directory.
struct Digest: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]
    var data: Data { Data(bytes) }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads what ``description`` writes; `nil` for anything else.
    init?(_ text: String) {
        guard text.utf8.count == 64 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - 48
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): value = (digit | 32) - 87
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 64) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits[Int(byte >> 4)]
                text[2 * index + 1] = digits[Int(byte & 15)]
            }
            return 2 * bytes.count
        }
    }
}
