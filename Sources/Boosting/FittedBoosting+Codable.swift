// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Learning

extension FittedBoosting {
    private static let magic = "SECCHI-BOOSTED 1\n"

    /// The trees as bytes: little-endian, with a checksum at the end.
    ///
    /// Magic line; K, m, rounds, classes with rows (32 bit each); these classes (32 bit) and their starts (floats);
    /// importance (m doubles); length of XGBoost's bytes (64 bit) and these; FNV-1a checksum (64 bit) of all before.
    public var bytes: Data {
        var writer = ByteWriter()
        writer.append(text: Self.magic)
        for number in [classCount, columnCount, rounds, classes.count] { writer.append(UInt32(number)) }
        for number in classes { writer.append(UInt32(number)) }
        for value in starts { writer.append(value.bitPattern) }
        for value in importance { writer.append(value.bitPattern) }
        writer.append(UInt64(model.count))
        for byte in model { writer.append(byte) }
        writer.append(writer.checksum)
        return writer.data
    }

    /// Reads what ``bytes`` gave; anything else is refused before XGBoost sees it.
    ///
    /// - Throws: ``BoostingError/damaged(reason:)``.
    public init(bytes: Data) throws(BoostingError) {
        var reader = ByteReader(bytes)
        guard reader.text(Self.magic.utf8.count) == Self.magic else {
            throw .damaged(reason: "they do not start as boosted trees do")
        }
        guard reader.hasValidChecksum else { throw .damaged(reason: "their checksum is wrong") }
        do {
            classCount = Int(try reader.next(UInt32.self))
            columnCount = Int(try reader.next(UInt32.self))
            rounds = Int(try reader.next(UInt32.self))
            let count = Int(try reader.next(UInt32.self))
            classes = try reader.array(UInt32.self, count: count).map(Int.init)
            starts = try reader.array(UInt32.self, count: count).map(Float.init(bitPattern:))
            importance = try reader.array(UInt64.self, count: columnCount).map(Double.init(bitPattern:))
            let size = Int(clamping: try reader.next(UInt64.self))
            model = try reader.array(UInt8.self, count: size)
        } catch { throw .damaged(reason: "they end too early") }
        guard reader.isAtChecksum, classes.count >= 2, classes.allSatisfy({ $0 < classCount }), columnCount > 0 else {
            throw .damaged(reason: "their parts do not fit together")
        }
        guard try Booster(model: model, threads: 1).columnCount() == columnCount else {
            throw .damaged(reason: "their trees ask for other columns")
        }
    }
}

extension FittedBoosting: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(bytes: Data(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try bytes.encode(to: encoder)
    }
}
