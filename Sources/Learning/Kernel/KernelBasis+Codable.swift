// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Arrays are stored as little-endian bytes: small, quick to read, and the same bits.
extension KernelBasis: Codable {
    private enum CodingKeys: CodingKey {
        case columnCount, gamma, pivots, triangle, rank
    }

    /// Refuses what does not fit together.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        columnCount = try container.decode(Int.self, forKey: .columnCount)
        gamma = try container.decode(Double.self, forKey: .gamma)
        rank = try container.decode(Int.self, forKey: .rank)
        pivots = try container.decode(StoredFloats.self, forKey: .pivots).values
        let bytes = try container.decode(Data.self, forKey: .triangle)
        guard (1...1 << 20).contains(rank), (1...1 << 30).contains(columnCount), pivots.count == rank * columnCount,
            bytes.count == rank * (rank + 1) / 2 * 8
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .rank, in: container, debugDescription: "the kernel's arrays have not the lengths they need")
        }
        triangle = bytes.withUnsafeBytes { raw in
            (0..<bytes.count / 8).map {
                Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columnCount, forKey: .columnCount)
        try container.encode(gamma, forKey: .gamma)
        try container.encode(rank, forKey: .rank)
        try container.encode(StoredFloats(pivots), forKey: .pivots)
        var bytes = Data(capacity: 8 * triangle.count)
        for value in triangle { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
        try container.encode(bytes, forKey: .triangle)
    }
}
