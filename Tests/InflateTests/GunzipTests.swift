// SPDX-License-Identifier: Apache-2.0

import Foundation
import Inflate
import TestSupport
import Testing

/// Made with Python: `gzip.compress(b"alpha ", mtime=0)` and `gzip.compress(b"beta", mtime=0)`.
private let alpha: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 204, 41, 200, 72, 84, 0, 0, 58, 167, 219, 68, 6, 0, 0, 0,
]
private let beta: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 74, 45, 73, 4, 0, 99, 4, 145, 143, 4, 0, 0, 0]

@Suite struct GunzipTests {
    @Test("several members are one stream, and zero padding after them is ignored")
    func members() throws {
        #expect(try Gunzip.inflate(alpha + beta + [0, 0, 0], limit: 10) == Array("alpha beta".utf8))
    }

    @Test("the limit is the largest result accepted")
    func limit() throws {
        #expect(try Gunzip.inflate(alpha, limit: 6).count == 6)
        #expect(throws: InflateError.tooLarge(limit: 5)) { try Gunzip.inflate(alpha, limit: 5) }
    }

    @Test("data cut anywhere are truncated, never a short result", arguments: 1..<alpha.count)
    func truncated(length: Int) {
        #expect {
            try Gunzip.inflate(Array(alpha[..<length]), limit: 100)
        } throws: {
            if case InflateError.truncated = $0 { true } else { false }
        }
    }

    @Test("a wrong checksum, junk behind the end and text are three different errors")
    func damaged() {
        var wrong = alpha
        wrong[19] ^= 1
        #expect(throws: InflateError.self) { try Gunzip.inflate(wrong, limit: 100) }
        #expect(throws: InflateError.corrupt(offset: alpha.count, reason: "bytes follow the end that are not gzip")) {
            try Gunzip.inflate(alpha + [65], limit: 100)
        }
        #expect(throws: InflateError.notGzip) { try Gunzip.inflate(Array("<VOTABLE/>".utf8), limit: 100) }
        #expect(throws: InflateError.notGzip) { try Gunzip.inflate([], limit: 100) }
    }

    @Test("one byte in and one byte out at a time gives the same bytes")
    func piecemeal() throws {
        var inflater = GzipInflater(limit: 100)
        var result: [UInt8] = []
        var position = 0
        let input = alpha + beta
        while true {
            var byte: [UInt8] = [0]
            let end = min(position + 1, input.count)
            let step = try input[position..<end].withUnsafeBytes { piece in
                try byte.withUnsafeMutableBytes { try inflater.inflate(piece, into: $0) }
            }
            position += step.used
            result += byte[..<step.filled]
            if position == input.count, step.filled == 0 { break }
        }
        try inflater.finish()
        #expect(result == Array("alpha beta".utf8))
    }

    /// What Python's gzip module made of each file: the length of the result, or nil for an error (expected.json).
    private static let corpus: [(String, Int?)] = [
        ("00232cfbbdda24aacc247560.gz", nil), ("12.gz", 0), ("20.gz", 0), ("30.gz", 73), ("4.gz", 7), ("5.gz", 7),
        ("6.gz", 7), ("7903c4ca6da009836f1d25e7.gz", nil), ("903e0de0c5767e6d9e36a8b8.gz", nil),
        ("a9c8005972f44c1a348cd983.gz", nil), ("c53748d30951236e66dfd13c.gz", nil),
        ("dfb054b3f6080996ba028126.gz", nil),
        ("f89a076e3537735a408ce854.gz", nil),
    ]

    @Test(
        "a fuzzer's gzip files give what Python makes of them", .enabled(if: SharedData.isAvailable), arguments: corpus)
    func fuzzed(name: String, length: Int?) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: SharedData.path("data/bad/gzip/" + name))))
        if let length {
            #expect(try Gunzip.inflate(bytes, limit: 1 << 20).count == length)
        } else {
            #expect(throws: InflateError.self) { try Gunzip.inflate(bytes, limit: 1 << 20) }
        }
    }
}
