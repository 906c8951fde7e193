// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Files that were being read when a process died.
///
/// The first time may be chance: the file is then read alone. If the program dies over it alone twice, the file is
/// rejected, so that one file never keeps the others out.
struct SuspectFiles: Sendable {
    private static let tolerated = 2
    private let catalogue: Catalogue
    /// Deaths while it was read alone, by path.
    private let deaths: [String: Int]

    /// Adds the marks that were left behind to those known.
    init(_ left: [ReadingMarks.Mark], in catalogue: Catalogue) throws {
        self.catalogue = catalogue
        if !left.isEmpty {
            try catalogue.write { database in
                for mark in Set(left) {
                    try database.execute(
                        sql: """
                            INSERT INTO suspect (path, deaths) VALUES (?1, 0)
                            ON CONFLICT (path) DO UPDATE SET deaths = deaths + ?2
                            """, arguments: [mark.path, mark.isAlone ? 1 : 0])
                }
            }
        }
        deaths = try catalogue.read { database in
            Dictionary(
                uniqueKeysWithValues: try Row.fetchAll(database, sql: "SELECT path, deaths FROM suspect")
                    .map { ($0[0] as String, $0[1] as Int) })
        }
    }

    func contains(_ path: String) -> Bool { deaths[path] != nil }

    /// Why a file is not to be read at all.
    func verdict(on path: String) -> String? {
        guard let count = deaths[path], count >= Self.tolerated else { return nil }
        return "\(path): reading it ended the program \(count) times. It may be damaged in a way not foreseen; "
            + "please report it. --retry-rejected tries it again"
    }

    /// Clears files that were read, or rejected, after all.
    func clear(_ paths: [String], in database: Database) throws {
        for path in paths where contains(path) {
            try database.execute(sql: "DELETE FROM suspect WHERE path = ?", arguments: [path])
        }
    }
}
