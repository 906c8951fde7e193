// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation

/// Where a writer's bytes go: gathered to whole blocks, summed up, and written to a file or kept.
final class FITSOutput {
    let name: String
    private let file: WholeFile?
    private var memory: [UInt8] = []
    private var pending: [UInt8] = []
    /// Bytes that have left ``pending``.
    private var written = 0
    /// One's-complement sum of what was appended since ``startSum()``, as far as it has left ``pending``.
    private var sum: UInt32 = 0

    private static let flushLength = 1 << 20

    init(path: String) throws(FITSError) {
        name = path
        do throws(FileFailure) {
            file = try WholeFile(path: path)
        } catch {
            throw .system(file: path, reason: "\(error)")
        }
    }

    init(name: String) {
        self.name = name
        file = nil
    }

    /// Bytes appended so far.
    var length: Int { written + pending.count }

    func append(_ bytes: some Collection<UInt8>) throws(FITSError) {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.flushLength { try flush() }
    }

    /// Appends `count` bytes that `fill` writes.
    func append(count: Int, _ fill: (UnsafeMutableRawPointer) -> Void) throws(FITSError) {
        let start = pending.count
        pending.append(contentsOf: repeatElement(0, count: count))
        pending.withUnsafeMutableBytes { if let base = $0.baseAddress { fill(base + start) } }
        if pending.count >= Self.flushLength { try flush() }
    }

    /// Fills the last block up; data and headers start with blocks.
    func pad(with byte: UInt8) throws(FITSError) {
        let excess = length % HDUScanner.blockLength
        if excess > 0 { pending.append(contentsOf: repeatElement(byte, count: HDUScanner.blockLength - excess)) }
    }

    func startSum() throws(FITSError) {
        try flush()
        sum = 0
    }

    /// The sum of all whole blocks since ``startSum()``.
    func endSum() throws(FITSError) -> UInt32 {
        try flush()
        return sum
    }

    /// Overwrites bytes that have been flushed.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(FITSError) {
        if let file {
            try passing { () throws(FileFailure) in try file.write(bytes, at: offset) }
        } else {
            memory.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
    }

    func finish() throws(FITSError) -> [UInt8] {
        try flush()
        guard let file else { return memory }
        try passing { () throws(FileFailure) in try file.commit() }
        return []
    }

    /// Writes whole blocks; between HDUs that is everything.
    private func flush() throws(FITSError) {
        let whole = pending.count / HDUScanner.blockLength * HDUScanner.blockLength
        guard whole > 0 else { return }
        pending.withUnsafeBytes { sum = secchi_fits_checksum($0.baseAddress, whole, sum) }
        let block = Array(pending[..<whole])
        if let file {
            try passing { () throws(FileFailure) in try file.write(block) }
        } else {
            memory.append(contentsOf: block)
        }
        written += whole
        pending.removeFirst(whole)
    }

    private func passing(_ body: () throws(FileFailure) -> Void) throws(FITSError) {
        do throws(FileFailure) {
            try body()
        } catch {
            throw .system(file: name, reason: "\(error)")
        }
    }
}
