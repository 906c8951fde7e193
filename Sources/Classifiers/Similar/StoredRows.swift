// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Learning

/// What is known of each spectrum of an index, read one by one: a million rows cost nothing until one is asked for.
///
/// Little-endian: the length of the manifest, the manifest, n + 1 places where rows begin, the rows as JSON.
struct StoredRows: Sendable {
    private let path: String
    private let starts: Data
    private let texts: Data

    static func joined(_ manifest: Data, _ rows: [DatasetRow]) throws -> Data {
        let encoder = JSONEncoder()
        var starts = Data(), texts = Data()
        func mark() { withUnsafeBytes(of: UInt64(texts.count).littleEndian) { starts.append(contentsOf: $0) } }
        for row in rows {
            mark()
            texts.append(try encoder.encode(row))
        }
        mark()
        return withUnsafeBytes(of: UInt64(manifest.count).littleEndian) { Data($0) } + manifest + starts + texts
    }

    /// - Throws: `LearningError.damagedIndex`.
    static func split(
        _ attachment: Data, path: String, rowCount: Int
    ) throws(LearningError) -> (manifest: Data, rows: StoredRows) {
        let damaged = LearningError.damagedIndex(file: path, reason: "what it knows of its spectra is cut short")
        guard attachment.count >= 8 else { throw damaged }
        let length = number(in: attachment, at: 0)
        let (startsLength, overflow) = (rowCount + 1).multipliedReportingOverflow(by: 8)
        guard !overflow, length <= UInt64(attachment.count - 8), startsLength <= attachment.count - 8 - Int(length)
        else { throw damaged }
        let first = attachment.startIndex + 8
        let middle = first + Int(length)
        let rows = StoredRows(
            path: path, starts: attachment[middle..<middle + startsLength],
            texts: attachment[(middle + startsLength)...])
        return (attachment[first..<middle], rows)
    }

    subscript(number: Int) -> DatasetRow {
        get throws {
            let start = Self.number(in: starts, at: number), end = Self.number(in: starts, at: number + 1)
            guard start <= end, end <= UInt64(texts.count),
                let row = try? JSONDecoder().decode(
                    DatasetRow.self,
                    from: texts[texts.startIndex + Int(start)..<texts.startIndex + Int(end)])
            else { throw LearningError.damagedIndex(file: path, reason: "row \(number) cannot be read") }
            return row
        }
    }

    private static func number(in data: Data, at place: Int) -> UInt64 {
        data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self)) }
    }
}
