// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The most memory this process had resident.
enum PeakMemory {
    // Linux counts the peak from the last time that "5" was written to clear_refs (proc(5)).
    static func reset() { try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs")) }

    static var megabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    }

    /// Bytes that this process had written to disks so far (proc(5), `io`).
    static var bytesWritten: Int {
        let status = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("write_bytes:") }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }
}
