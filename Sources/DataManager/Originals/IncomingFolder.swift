// SPDX-License-Identifier: Apache-2.0

import CFileShim
import Execution
import Foundation
import Synchronization

/// Where one process writes new originals aside before they get their names.
///
/// A killed process leaves its folder behind, without the lock it held; the next one to come removes it.
final class IncomingFolder: Sendable {
    private let store: OriginalStore
    private let path: String
    private let lock: FileLock
    private let count = Atomic<Int>(0)
    let marks: ReadingMarks
    /// What processes that died were reading.
    let leftBehind: [ReadingMarks.Mark]

    /// An original written aside: not yet safe, not yet visible.
    struct Staged: Sendable {
        var path: String
        var hash: String
    }

    init(of store: OriginalStore) throws {
        self.store = store
        // Held over both steps, or a folder could be taken for abandoned between being made and being locked.
        let gate = try FileLock(path: store.incoming + "/lock", mode: .exclusive)
        defer { withExtendedLifetime(gate) {} }
        leftBehind = Self.removeAbandoned(in: store.incoming)
        path = "\(store.incoming)/\(getpid())-\(UInt32.random(in: 0 ... .max))"
        guard mkdir(path, 0o755) == 0 else { throw Self.failure("create", path) }
        lock = try FileLock(path: path + "/lock", mode: .exclusive)
        marks = try ReadingMarks(path: path + "/reading")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes bytes aside and lets the disk begin; may be called from any thread.
    ///
    /// - Throws: ``DataError/diskFull(path:)``, ``DataError/file(_:)``
    func stage(_ bytes: [UInt8], hash: String) throws -> Staged {
        let file = "\(path)/\(count.add(1, ordering: .relaxed).oldValue)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
        guard descriptor >= 0 else { throw Self.failure("create", file) }
        defer { close(descriptor) }
        let code = bytes.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
        guard code == 0 else {
            unlink(file)
            throw Self.failure("write", file, code)
        }
        // Starts the write-back without waiting, so that the later fsync finds the disk at work.
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        return Staged(path: file, hash: hash)
    }

    /// Brings staged originals safely under their names: file contents first, then the names, then the folders.
    func settle(_ staged: [Staged], alreadyThere: [String]) throws {
        try synchronise(staged.map(\.path))
        var folders = Set(alreadyThere.map { store.folder(of: $0) })
        for original in staged {
            let folder = store.folder(of: original.hash)
            if folders.insert(folder).inserted, mkdir(folder, 0o755) == 0 { folders.insert(store.folder) }
            guard rename(original.path, store.path(of: original.hash)) == 0 else {
                throw Self.failure("rename", original.path)
            }
        }
        try synchronise(folders.sorted())
    }

    /// Brings files or folders onto the disk: a few one by one, many by asking for the whole file system once, which commits its
    /// journal once and not for each.
    private func synchronise(_ paths: [String]) throws {
        guard paths.count > 16 else { return try paths.forEach(synchronise) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        defer { close(descriptor) }
        guard secchi_synchronise_file_system(descriptor) == 0 else { throw Self.failure("synchronise", path) }
    }

    private func synchronise(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("synchronise", path) }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var done = 0
        while done < bytes.count {
            let written = write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if written >= 0 { done += written } else if errno != EINTR { return errno }
        }
        return 0
    }

    static func failure(_ action: String, _ path: String, _ code: Int32 = errno) -> DataError {
        code == ENOSPC || code == EDQUOT
            ? .diskFull(path: path) : .file(FileFailure(action: action, path: path, code: code))
    }

    private static func removeAbandoned(in incoming: String) -> [ReadingMarks.Mark] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? []
        return names.sorted().flatMap { name -> [ReadingMarks.Mark] in
            let folder = incoming + "/" + name
            // A harvest's folder waits for the harvest to go on.
            guard name != "lock", !name.hasPrefix(HarvestFolder.prefix),
                let lock = try? FileLock(path: folder + "/lock", mode: .exclusive, wait: false)
            else { return [] }
            let marks = ReadingMarks.left(in: folder + "/reading")
            withExtendedLifetime(lock) { try? FileManager.default.removeItem(atPath: folder) }
            return marks
        }
    }
}
