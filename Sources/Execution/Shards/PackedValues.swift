// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers coded as their bytes in memory (little-endian on all that Secchi runs on): small, quick, and the same bits.
public struct PackedValues<Number: BitwiseCopyable & Sendable>: Sendable, Codable {
    public var values: [Number]

    public init(_ values: [Number]) { self.values = values }

    /// - Throws: `DecodingError` for bytes that are no whole numbers.
    public init(from decoder: any Decoder) throws {
        let data = try decoder.singleValueContainer().decode(Data.self)
        let size = MemoryLayout<Number>.stride
        guard data.count % size == 0 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(data.count) bytes are no whole numbers"))
        }
        values = [Number](unsafeUninitializedCapacity: data.count / size) { buffer, count in
            count = data.copyBytes(to: buffer) / size
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values.withUnsafeBytes { Data($0) })
    }
}

extension PackedValues: Equatable where Number: Equatable {}
extension PackedValues: Hashable where Number: Hashable {}
