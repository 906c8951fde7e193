// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Walks files and folders without ever holding more than a bounded part of the names.
///
/// A folder is taken in portions of up to 65,536 names, each sorted, so that all but huge folders are walked in name order.
/// Links to files are followed, links to folders below the starting points are not, so that a walk ends. Names beginning
/// with "." are passed over.
struct FileWalker {
    enum Found {
        /// Size in bytes and time of change in nanoseconds since 1970.
        case file(path: String, size: Int, modified: Int64)
        /// A thing that should have been readable, and why it is not.
        case unreadable(path: String, reason: String)
    }

    private var pending: [String]
    private var folders: [OpenFolder] = []
    private let excluded: FileIdentity?

    /// - Parameters:
    ///   - sources: files and folders, taken in this order.
    ///   - excluding: a folder never to enter: the data directory itself.
    init(_ sources: [String], excluding: String) {
        pending = sources.reversed()
        excluded = FileIdentity(path: excluding)
    }

    mutating func next() -> Found? {
        while true {
            if let folder = folders.last {
                guard let name = folder.next() else {
                    folders.removeLast()
                    if let reason = folder.failure { return .unreadable(path: folder.path, reason: reason) }
                    continue
                }
                if let found = visit(folder.path == "/" ? "/" + name : folder.path + "/" + name, top: false) {
                    return found
                }
            } else if let source = pending.popLast() {
                if let found = visit(source, top: true) { return found }
            } else {
                return nil
            }
        }
    }

    private mutating func visit(_ path: String, top: Bool) -> Found? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let isMisspelt = errno == ENOENT && path.contains("\u{FFFD}")
            return .unreadable(
                path: path, reason: isMisspelt ? "its name is not UTF-8; rename it" : OpenFolder.reason())
        }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        if isLink, stat(path, &status) != 0 { return .unreadable(path: path, reason: "a link to nothing") }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            return .file(path: path, size: Int(status.st_size), modified: status.modified)
        case S_IFDIR:
            if isLink && !top || FileIdentity(status) == excluded { return nil }
            guard folders.count < 200 else { return .unreadable(path: path, reason: "folders nested over 200 deep") }
            guard let folder = OpenFolder(path: path) else {
                return .unreadable(path: path, reason: OpenFolder.reason())
            }
            folders.append(folder)
            return nil
        default:
            return .unreadable(path: path, reason: "neither a file nor a folder")
        }
    }
}

/// Which file it is, whatever it is called.
private struct FileIdentity: Equatable {
    let device: UInt
    let number: UInt

    init(_ status: stat) {
        device = UInt(status.st_dev)
        number = UInt(status.st_ino)
    }

    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

/// A folder being walked.
private final class OpenFolder {
    let path: String
    private(set) var failure: String?
    private let handle: OpaquePointer
    private var names: [String] = []

    init?(path: String) {
        guard let handle = opendir(path) else { return nil }
        self.path = path
        self.handle = handle
    }

    deinit { closedir(handle) }

    static func reason() -> String { String(cString: strerror(errno)) }

    func next() -> String? {
        if names.isEmpty { readPortion() }
        return names.popLast()
    }

    private func readPortion() {
        while names.count < 65_536 {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { failure = Self.reason() }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        names.sort(by: >)
    }
}
