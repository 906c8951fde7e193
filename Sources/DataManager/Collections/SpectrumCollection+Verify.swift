// SPDX-License-Identifier: Apache-2.0

public import Execution
import GRDB

/// What a check of the originals found.
public struct VerifyReport: Sendable, Hashable, Codable {
    /// Originals looked at.
    public var checked = 0
    /// What is missing, damaged or unreadable, a sentence each.
    public var damage: [String] = []
}

extension SpectrumCollection {
    /// Reads every original again and compares it with its SHA-256. Changes nothing.
    ///
    /// - Throws: ``DataError`` if the catalogue cannot be read; `CancellationError`. Damage is reported, not thrown.
    public func verify(in context: ExecutionContext) throws -> VerifyReport {
        let total = try catalogue.read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(DISTINCT original) FROM spectrum WHERE collection = ?", arguments: [id])
                ?? 0
        }
        var report = VerifyReport()
        var last: Int64 = 0
        while true {
            let originals = try catalogue.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT id, lower(hex(hash)) AS hash, name FROM original WHERE id > ? AND id IN
                            (SELECT original FROM spectrum WHERE collection = ?) ORDER BY id LIMIT 1000
                        """, arguments: [last, id]
                ).map { (id: $0["id"] as Int64, hash: $0["hash"] as String, name: $0["name"] as String) }
            }
            guard let end = originals.last else { return report }
            let damage = try context.mapParts(originals.count) { index -> String? in
                do {
                    try home.originals.verify(originals[index].hash, name: originals[index].name)
                    return nil
                } catch {
                    return String(describing: error)
                }
            }
            last = end.id
            report.checked += originals.count
            report.damage += damage.compactMap(\.self)
            context.progress.report(
                ProgressUpdate(stage: "verifying", completed: report.checked, total: total, unit: "originals"))
        }
    }
}
