// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The folder in which a build keeps its finished parts until they are joined.
///
/// Locked while a build runs, so that two builds of one dataset do not mix.
final class PartFolder {
    /// What the parts were made with.
    struct Plan: Codable {
        var key: String
        var recipe: Recipe
        var grid: SpectralGrid
    }

    let path: String
    private let lock: FileLock

    /// - Parameter dataset: the path of the dataset; the folder is `<dataset>.parts`.
    init(of dataset: String) throws {
        path = dataset + ".parts"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DatasetError.system(
                file: path, reason: "the folder cannot be made (\(error.localizedDescription)); check the permissions")
        }
        do {
            lock = try FileLock(path: path + "/lock", mode: .exclusive, wait: false)
        } catch  where error.code == EWOULDBLOCK {
            throw DatasetError.system(
                file: path, reason: "another build of this dataset is running; wait for it or choose another name")
        } catch {
            throw DatasetError.system(file: path, reason: "\(error); check the permissions")
        }
        Self.removeHalfFiles(of: dataset)
    }

    /// Removes what a killed build had begun to write beside the dataset; the lock says that nobody else is writing.
    private static func removeHalfFiles(of dataset: String) {
        let url = URL(filePath: dataset)
        let folder = url.deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(url.lastPathComponent + ".") && name.hasSuffix(".partial") {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }

    /// The plan of an earlier build that was cut short, if it was the same build.
    func plan(for key: String) -> Plan? {
        guard let data = FileManager.default.contents(atPath: path + "/plan.json"),
            let plan = try? JSONDecoder().decode(Plan.self, from: data), plan.key == key
        else { return nil }
        return plan
    }

    /// Throws away what an earlier, different build left, and states the plan of this one.
    func begin(_ plan: Plan) throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where name != "lock" {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        try WholeFile.write(JSONEncoder().encode(plan), to: path + "/plan.json")
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    static func partPath(_ part: Int, in folder: String) -> String {
        let digits = String(part)
        return folder + "/part-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}

/// A 64-bit digest that is the same on every machine and in every run (FNV-1a).
struct StableDigest {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // An end mark, so that "a", "bc" and "ab", "c" differ.
        state = (state ^ 0xFF) &* 0x100_0000_01B3
    }

    mutating func add(_ text: String) { add(text.utf8) }

    var text: String { String(state, radix: 16) }
}
