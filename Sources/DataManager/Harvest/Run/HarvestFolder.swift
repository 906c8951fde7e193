// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// Where one harvest keeps its list and its products until they are originals: `incoming/harvest-7`.
///
/// Unlike the folder of an ingest it outlives the process, so that a product goes on where it broke off. Only one process at a
/// time works on a harvest; the lock goes with it, however it ends.
final class HarvestFolder: Sendable {
    let path: String
    private let lock: FileLock

    static let prefix = "harvest-"

    /// - Throws: ``DataError/harvestRunning(id:)``, ``DataError``
    init(_ harvest: Int64, in incoming: String) throws {
        path = "\(incoming)/\(Self.prefix)\(harvest)"
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw IncomingFolder.failure("create", path) }
        do {
            lock = try FileLock(path: path + "/lock", mode: .exclusive, wait: false)
        } catch {
            if error.code == EWOULDBLOCK { throw DataError.harvestRunning(id: harvest) }
            throw DataError.file(error)
        }
    }

    var list: String { path + "/list" }
    func product(_ item: Int64) -> String { "\(path)/\(item)" }

    /// Whole products that a dead process did not get to read: their bytes may not have reached the disk. Beginnings stay;
    /// the transport knows how much of them is safe.
    func removeWholeProducts() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where Int64(name) != nil {
            unlink(path + "/" + name)
        }
    }

    /// Everything is where it belongs.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
