// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// What is lent to other programs for a while, each under an address that cannot be guessed.
///
/// Content stays until its time is over; a fetch within the last minute of it gives a minute more, so that a table is never
/// taken away from a program that has just begun to read it.
final class ServedContent: Sendable {
    enum Body: Sendable {
        case data(Data)
        case file(String)
    }

    private struct Entry {
        var body: Body
        var contentType: String
        var until: ContinuousClock.Instant
        var fetches = 0
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// - Parameters:
    ///   - name: what the address ends with, for programs that look at it.
    ///   - lifetime: how long it stays.
    /// - Returns: a path, "/content/TOKEN/NAME".
    func lend(_ body: Body, name: String, contentType: String, for lifetime: Duration) -> String {
        let path = "/content/\(Secret.random())/\(Self.urlName(name))"
        let now = ContinuousClock.now
        entries.withLock { entries in
            entries = entries.filter { $0.value.until > now }
            entries[path] = Entry(body: body, contentType: contentType, until: now + lifetime)
        }
        return path
    }

    /// How often it was fetched as a whole.
    func fetches(_ path: String) -> Int { entries.withLock { $0[path]?.fetches ?? 0 } }

    func answer(_ request: LoopbackRequest) -> LoopbackResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return .text(405, "only GET")
        }
        let now = ContinuousClock.now
        let entry = entries.withLock { entries -> Entry? in
            guard var entry = entries[request.path], entry.until > now else { return nil }
            entry.until = max(entry.until, now + .seconds(60))
            entries[request.path] = entry
            return entry
        }
        guard let entry else { return .text(404, "nothing is lent under this address, or its time is over") }
        let headers = [
            "Content-Type": entry.contentType, "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*",
        ]
        var answer = LoopbackResponse(headers: headers)
        switch entry.body {
        case .data(let data): answer.body = .data(data)
        case .file(let path): answer.body = .file(path)
        }
        if request.method == "GET" {
            answer.whenSent = { [weak self] in self?.fetched(request.path) }
        }
        return answer
    }

    private func fetched(_ path: String) {
        entries.withLock { $0[path]?.fetches += 1 }
    }

    /// Letters, digits, '.', '_' and '-' only.
    private static func urlName(_ name: String) -> String {
        let plain = SAMPText.plain(name).unicodeScalars.suffix(100).map { scalar in
            let isKept = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            return isKept || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        return plain.isEmpty ? "content" : String(plain)
    }
}

/// What must not be guessed.
enum Secret {
    /// 128 bits of the system's random numbers as 32 hexadecimal digits.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
