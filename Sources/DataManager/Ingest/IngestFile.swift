// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A file as the walk found it.
struct IngestFile: Sendable {
    var path: String
    var size: Int
    /// Nanoseconds since 1970; -1 for what could not be looked at, so that it is always tried again.
    var modified: Int64
    /// For what came over the network: `path` is then the address.
    var origin: IngestOrigin?
}

/// Where the bytes of a harvested product are, and what is known of them.
struct IngestOrigin: Sendable {
    /// The file that the bytes were received in; it becomes the original.
    var path: String
    /// Where they came from in the end.
    var url: String
    var facts: HarvestFacts
    var provenance: HarvestProvenance
}

/// What reading a file gave.
struct IngestOutcome: Sendable {
    enum Result: Sendable {
        /// `staged` is `nil` if the original is in the data directory already.
        case spectra([CatalogueEntry], hash: Digest, staged: IncomingFolder.Staged?)
        /// The collection has these bytes already.
        case known(hash: Digest)
        case rejected(String)
    }

    var file: IngestFile
    var result: Result
}

/// What the collection knows of a path.
enum IngestState { case new, accepted, rejected }

extension SpectrumCollection {
    /// Whether files of the same path, size and time of change were taken or rejected before.
    ///
    /// A file whose original is missing from the data directory counts as new.
    func states(of files: [IngestFile]) throws -> [IngestState] {
        try catalogue.read { database in
            let accepted = try database.cachedStatement(
                sql: """
                    SELECT lower(hex(hash)) FROM file JOIN original ON original.id = file.original
                    WHERE collection = ? AND path = ? AND file.size = ? AND modified = ?
                    """)
            let rejected = try database.cachedStatement(
                sql: "SELECT 1 FROM rejected WHERE collection = ? AND path = ? AND size = ? AND modified = ?")
            return try files.map { file in
                let arguments: StatementArguments = [id, file.path, file.size, file.modified]
                if let hash = try String.fetchOne(accepted, arguments: arguments) {
                    return home.originals.contains(hash) ? .accepted : .new
                }
                return try Row.fetchOne(rejected, arguments: arguments) != nil ? .rejected : .new
            }
        }
    }
}
