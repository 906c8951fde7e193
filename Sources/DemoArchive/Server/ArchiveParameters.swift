// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The parameters of a request: names without regard to case, values as sent, repetitions kept (DALI 1.1 §2.1).
struct ArchiveParameters: Sendable {
    private(set) var values: [String: [String]] = [:]

    /// - Parameter encoded: queries and forms, `application/x-www-form-urlencoded`.
    init(_ encoded: [String]) {
        for pair in encoded.flatMap({ $0.split(separator: "&") }) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0]).uppercased()
            values[name, default: []].append(parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// The first value that is not empty.
    subscript(name: String) -> String? { values[name]?.first { !$0.isEmpty } }

    func all(_ name: String) -> [String] { values[name]?.filter { !$0.isEmpty } ?? [] }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return String(spaced).removingPercentEncoding ?? String(spaced)
    }
}

/// A request that cannot be answered, in the words of DALI 1.1 §4.2.
struct UsageFault: Error {
    var text: String
}
