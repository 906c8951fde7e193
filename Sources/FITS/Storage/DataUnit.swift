// SPDX-License-Identifier: Apache-2.0

/// Where the data of one HDU lie, and as much of them as the file holds.
struct DataUnit: Sendable {
    let bytes: FileBytes
    let hdu: Int
    /// Of the first byte within the file.
    let offset: Int
    /// Bytes that the header declares, without padding.
    let size: Int

    var name: String { bytes.name }
    var available: Int { max(0, min(size, bytes.count - offset)) }

    /// - Throws: ``FITSError/truncated(file:hdu:need:have:)`` if the file ends before `end` bytes of the data.
    func require(_ end: Int) throws(FITSError) {
        guard end <= available else { throw .truncated(file: name, hdu: hdu, need: size, have: available) }
    }

    /// Lends `count` bytes from `start` within the data unit.
    func withBytes<Result>(
        at start: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws(FITSError) -> Result
    ) throws(FITSError) -> Result {
        guard start >= 0, count >= 0, start <= size, count <= size - start else {
            throw .badData(file: name, hdu: hdu, reason: "bytes \(start)+\(count) of \(size) are pointed to")
        }
        try require(start + count)
        return try bytes.withBytes(at: offset + start, count: count, body)
    }

    func badHeader(_ keyword: String, _ reason: String) -> FITSError {
        .badHeader(file: name, hdu: hdu, keyword: keyword, reason: reason)
    }
}
