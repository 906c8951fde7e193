// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Synchronization

/// Which files a process is reading at this moment, in a file that outlives it.
///
/// If a file ends the program (a fault in a reader, memory exhausted), its mark stays, and the next ingest knows which file
/// it was. Marks go to the page cache only: enough to outlive a process, and cheap. A record of 4096 bytes has
/// one byte for how it is read, then the path, then zeros.
final class ReadingMarks: Sendable {
    struct Mark: Hashable {
        var path: String
        /// Whether nothing else was being read, so that no other file can be to blame.
        var isAlone: Bool
    }

    private static let recordSize = 4096
    private let descriptor: Int32
    private let slots = Mutex<(free: [Int], count: Int)>(([], 0))

    /// - Throws: ``DataError``
    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw IncomingFolder.failure("create", path) }
    }

    deinit { close(descriptor) }

    /// Runs `body` with the path marked.
    func marking<Value>(_ path: String, alone: Bool, _ body: () throws -> Value) throws -> Value {
        let slot = slots.withLock { slots in
            if let slot = slots.free.popLast() { return slot }
            slots.count += 1
            return slots.count - 1
        }
        var record = [alone ? 2 : 1] + Array(path.utf8.prefix(Self.recordSize - 2))
        record.append(0)
        try write(record, slot: slot)
        defer { slots.withLock { $0.free.append(slot) } }
        let value = try body()
        try write([0], slot: slot)
        return value
    }

    private func write(_ bytes: [UInt8], slot: Int) throws {
        let written = pwrite(descriptor, bytes, bytes.count, off_t(slot * Self.recordSize))
        guard written == bytes.count else { throw IncomingFolder.failure("mark files in", "incoming") }
    }

    /// The marks that a process left behind; none if the file is not there.
    static func left(in path: String) -> [Mark] {
        guard let bytes = try? SourceFile(path: path).bytes() else { return [] }
        return stride(from: 0, to: bytes.count, by: recordSize).compactMap { start in
            guard bytes[start] == 1 || bytes[start] == 2 else { return nil }
            let name = bytes[(start + 1)...].prefix(recordSize - 1).prefix { $0 != 0 }
            return Mark(path: String(decoding: name, as: UTF8.self), isAlone: bytes[start] == 2)
        }
    }
}
