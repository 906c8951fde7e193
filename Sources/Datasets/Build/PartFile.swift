// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// One finished part on disk: a head, then flux, inverse variance and mask, then rows and rejected spectra as JSON.
///
/// Layout: the magic `SECCHIP1`, the length of the head (8 bytes, little-endian), the head as JSON; the arrays in
/// native order. The file is read on the machine that wrote it.
struct PartFile {
    struct Head: Codable {
        var rowCount: Int
        var rejectedCount: Int
        var width: Int
        var hasMask: Bool
        var hasErrors: Bool
        var media: Set<SpectralMedium>
        var widths: FITSDataset.TextWidths
        var rowBytes: Int
        var rejectedBytes: Int

        var pixelCount: Int { rowCount * width }
        var arrayBytes: Int { pixelCount * (hasErrors ? 8 : 4) + (hasMask ? pixelCount : 0) }
    }

    let head: Head
    private let bytes: Data
    private let start: Int

    private static let magic = Data("SECCHIP1".utf8)

    /// - Throws: ``DatasetError/system(file:reason:)`` if the file is not whole.
    init(_ path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe),
            let (head, start) = Self.parse(data)
        else {
            throw DatasetError.system(file: path, reason: "is not the part that was written; start the build again")
        }
        bytes = data
        self.head = head
        self.start = start
    }

    /// The head of a part that is whole and of the right width; `nil` else.
    static func head(of path: String, width: Int) -> Head? {
        guard FileManager.default.fileExists(atPath: path), let file = try? PartFile(path), file.head.width == width
        else {
            return nil
        }
        return file.head
    }

    static func write(_ part: PreparedPart, width: Int, to path: String) throws -> Head {
        let rows = try JSONEncoder().encode(part.rows)
        let rejected = try JSONEncoder().encode(part.rejected)
        let head = Head(
            rowCount: part.rows.count, rejectedCount: part.rejected.count, width: width,
            hasMask: part.mask.contains(true), hasErrors: part.hasErrors, media: part.media,
            widths: FITSDataset.TextWidths(part.rows), rowBytes: rows.count, rejectedBytes: rejected.count)
        let encoded = try JSONEncoder().encode(head)
        let file = try WholeFile(path: path)
        try file.write(magic)
        try file.write(withUnsafeBytes(of: UInt64(encoded.count).littleEndian) { Data($0) })
        try file.write(encoded)
        try file.write(part.flux.withUnsafeBytes { Data($0) })
        if part.hasErrors { try file.write(part.inverseVariance.withUnsafeBytes { Data($0) }) }
        if head.hasMask { try file.write(part.mask.map { $0 ? 1 : 0 } as [UInt8]) }
        try file.write(rows)
        try file.write(rejected)
        try file.commit()
        return head
    }

    func flux() -> [Float] { floats(at: start) }

    /// Zeros if the part has none.
    func inverseVariance() -> [Float] {
        head.hasErrors
            ? floats(at: start + 4 * head.pixelCount) : [Float](repeating: 0, count: head.pixelCount)
    }

    /// All false if the part has none.
    func mask() -> [Bool] {
        guard head.hasMask else { return [Bool](repeating: false, count: head.pixelCount) }
        let offset = start + head.pixelCount * (head.hasErrors ? 8 : 4)
        return bytes[offset..<offset + head.pixelCount].map { $0 != 0 }
    }

    func rows() throws -> [DatasetRow] {
        try JSONDecoder().decode([DatasetRow].self, from: section(start + head.arrayBytes, head.rowBytes))
    }

    func rejected() throws -> [RejectedSpectrum] {
        let offset = start + head.arrayBytes + head.rowBytes
        return try JSONDecoder().decode([RejectedSpectrum].self, from: section(offset, head.rejectedBytes))
    }

    private func section(_ offset: Int, _ count: Int) -> Data { Data(bytes[offset..<offset + count]) }

    private func floats(at offset: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: head.pixelCount) { buffer, count in
            _ = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(buffer), from: offset..<offset + 4 * head.pixelCount)
            count = head.pixelCount
        }
    }

    /// The head and where the arrays begin, if the length of the file is what the head says.
    private static func parse(_ data: Data) -> (Head, Int)? {
        guard data.count >= 16, data.prefix(8) == magic else { return nil }
        let length = data[8..<16].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(data.count - 16),
            let head = try? JSONDecoder().decode(Head.self, from: Data(data[16..<16 + Int(length)]))
        else { return nil }
        let start = 16 + Int(length)
        guard head.rowCount >= 0, head.width >= 0, (0...data.count).contains(head.rowBytes),
            (0...data.count).contains(head.rejectedBytes),
            !head.rowCount.multipliedReportingOverflow(by: max(1, head.width) * 16).overflow,
            start + head.arrayBytes + head.rowBytes + head.rejectedBytes == data.count
        else { return nil }
        return (head, start)
    }
}
