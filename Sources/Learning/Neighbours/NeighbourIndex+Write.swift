// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation

extension NeighbourIndex {
    /// Writes an index of all rows of a matrix; the file appears whole or not at all.
    ///
    /// - Parameter attachment: bytes to find again in ``attachment``.
    /// - Throws: ``LearningError`` for a matrix without columns, too large, or with a value that is NaN or infinite;
    ///   `CancellationError`; `FileFailure`.
    public static func write(
        _ matrix: FeatureMatrix, distance: NeighbourSearch.Distance, attachment: Data = Data(), to path: String,
        context: ExecutionContext = ExecutionContext()
    ) throws {
        var search = NeighbourSearch()
        search.distance = distance
        try search.check(matrix)
        guard matrix.columnCount > 0 else { throw LearningError.noColumns }
        let scales = try search.withRows(of: matrix, context: context) { rows in
            _ = try rows.columnRanges(context: context)
            return rows.scales
        }
        var header = NeighbourIndexHeader(
            rowCount: matrix.rowCount, columnCount: matrix.columnCount, isCosine: scales != nil,
            attachmentSize: attachment.count)
        let padding = [UInt8](repeating: 0, count: header.scaleOffset - 64 - matrix.values.count * 4)
        let scaleBytes = (scales ?? []).map { $0.bitPattern.littleEndian }
        let words = matrix.values.count / 2 * 2
        // The last odd value and the padding make one word.
        let rest =
            matrix.values[words...].flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) } + padding

        func parts(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
            try matrix.values[..<words].withUnsafeBytes(body)
            try rest.withUnsafeBytes(body)
            try scaleBytes.withUnsafeBytes(body)
            try attachment.withUnsafeBytes(body)
        }
        var checksum = WordChecksum()
        parts { checksum.add($0) }
        header.checksum = checksum.value
        let file = try WholeFile(path: path)
        try file.write(header.bytes)
        try parts { part in
            for range in ExecutionContext.ranges(of: part.count, size: 1 << 26) {
                try context.cancellation.check()
                try file.write(UnsafeRawBufferPointer(rebasing: part[range]))
            }
        }
        try file.commit()
    }

    /// Reads the whole file and compares its checksum.
    ///
    /// - Throws: ``LearningError/damagedIndex(file:reason:)``, or `CancellationError`.
    public func verify(context: ExecutionContext = ExecutionContext()) throws {
        var checksum = WordChecksum()
        try data.withUnsafeBytes { bytes in
            let body = UnsafeRawBufferPointer(rebasing: bytes[NeighbourIndexHeader.size...])
            for range in ExecutionContext.ranges(of: body.count, size: 1 << 26) {
                try context.cancellation.check()
                checksum.add(UnsafeRawBufferPointer(rebasing: body[range]))
            }
        }
        guard checksum.value == header.checksum else {
            throw LearningError.damagedIndex(file: path, reason: "its rows were changed")
        }
    }
}
