// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Floats as little-endian bytes: in JSON a fifth of the size of decimal numbers, and the same bits.
package struct StoredFloats: Sendable, Hashable, Codable {
    package var values: [Float]

    package init(_ values: [Float]) { self.values = values }

    package init(from decoder: any Decoder) throws {
        let data = try Data(from: decoder)
        guard data.count % 4 == 0 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(data.count) bytes are no whole numbers"))
        }
        values = data.withUnsafeBytes { raw in
            (0..<data.count / 4).map {
                Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var data = Data(capacity: 4 * values.count)
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
        try data.encode(to: encoder)
    }
}

/// A matrix as its size and its bytes.
struct StoredMatrix: Codable {
    var rows: Int
    var columns: Int
    var values: StoredFloats

    init(_ matrix: FeatureMatrix) {
        rows = matrix.rowCount
        columns = matrix.columnCount
        values = StoredFloats(matrix.values)
    }

    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` if the size does not fit the bytes.
    func matrix() throws(LearningError) -> FeatureMatrix {
        try FeatureMatrix(rows: rows, columns: columns, values: values.values)
    }
}
