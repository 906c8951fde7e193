// SPDX-License-Identifier: Apache-2.0

import GRDB

extension SpectrumCollection {
    /// The files that gave no spectrum, by path.
    ///
    /// - Parameter limit: the most to return.
    public func rejectedFiles(limit: Int = .max) throws -> [RejectedFile] {
        try catalogue.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT path, reason, date FROM rejected WHERE collection = ? ORDER BY path LIMIT ?",
                arguments: [id, limit]
            ).map { RejectedFile(path: $0["path"], reason: $0["reason"], date: $0["date"]) }
        }
    }
}
