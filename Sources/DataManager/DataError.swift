// SPDX-License-Identifier: Apache-2.0

public import Execution

/// What can go wrong with the data directory, its collections and their originals.
///
/// Prints what happened, where, and what to do.
public enum DataError: Error, Sendable, Hashable {
    /// The data directory cannot be made, read or written.
    case home(path: String, reason: String)
    /// The catalogue was made by a later version of Secchi.
    case newerCatalogue(path: String)
    /// SQLite refused: the catalogue is damaged, locked for too long, or cannot be written.
    case catalogue(path: String, reason: String)
    /// The disk of the data directory is full, or a quota is used up. What was accepted before is safe.
    case diskFull(path: String)
    case noSuchCollection(name: String, existing: [String])
    case collectionExists(name: String)
    case badCollectionName(name: String)
    /// A file or folder that was to be ingested is not there.
    case noSuchSource(path: String)
    /// An original is not in the data directory any more.
    case originalMissing(hash: String, name: String)
    /// The bytes of an original are not those that were received.
    case originalDamaged(hash: String, name: String)
    /// An original no longer gives the spectrum that the catalogue says it holds.
    case spectrumMissing(name: String, part: Int, row: Int)
    /// A label list without the needed columns or rows.
    case labelList(path: String, line: Int, reason: String)
    case file(FileFailure)
    /// A catalogue query that cannot be meant.
    case badQuery(reason: String)
    case noSuchHarvest(id: Int64)
    /// Another process is at work on this harvest.
    case harvestRunning(id: Int64)
    /// What was given as the source of a harvest names nothing to fetch.
    case badSource(source: String, reason: String)
    /// Of a table of links, no column could be told to hold them, or not the one named.
    case noLinkColumn(source: String, wanted: String?, columns: [String])
    /// The service with the items of a harvest does not answer any more; the items wait.
    case harvestStopped(id: Int64, reason: String)
}

extension DataError {
    /// Stable, as listed in the error catalogue.
    public var code: String {
        switch self {
        case .home: "DAT001"
        case .newerCatalogue: "DAT002"
        case .catalogue: "DAT003"
        case .diskFull: "DAT004"
        case .noSuchCollection: "DAT005"
        case .collectionExists: "DAT006"
        case .badCollectionName: "DAT007"
        case .noSuchSource: "DAT008"
        case .originalMissing: "DAT009"
        case .originalDamaged: "DAT010"
        case .spectrumMissing: "DAT011"
        case .labelList: "DAT012"
        case .file: "DAT013"
        case .badQuery: "DAT014"
        case .noSuchHarvest: "DAT015"
        case .harvestRunning: "DAT016"
        case .badSource: "DAT017"
        case .noLinkColumn: "DAT018"
        case .harvestStopped: "DAT019"
        }
    }
}

extension DataError: CustomStringConvertible {
    public var description: String { "\(code): \(what)" }

    private var what: String {
        switch self {
        case .home(let path, let reason):
            "cannot use the data directory \(path): \(reason). Name another with --home or SECCHI_HOME"
        case .newerCatalogue(let path):
            "\(path) was made by a later version of Secchi. Use that version, or another data directory (--home)"
        case .catalogue(let path, let reason):
            "the catalogue \(path) cannot be used: \(reason). "
                + "If it says locked, wait for the other process; if malformed, restore the directory from a copy"
        case .diskFull(let path):
            "no space left for \(path). All that was accepted is safe: free some space and run the same command again"
        case .noSuchCollection(let name, let existing):
            "there is no collection named \(name). "
                + (existing.isEmpty
                    ? "Make it with: secchi ingest FILE… --collection \(name)"
                    : "There are: \(existing.joined(separator: ", "))")
        case .collectionExists(let name):
            "there is already a collection named \(name). Choose another name, or ingest into it"
        case .badCollectionName(let name):
            "\(name.debugDescription) cannot name a collection. Use 1 to 100 letters, digits, '.', '_' and '-', "
                + "beginning with a letter or digit"
        case .noSuchSource(let path):
            "\(path) is neither a file nor a folder. Check the spelling"
        case .originalMissing(let hash, let name):
            "the original of \(name) (SHA-256 \(hash)) is missing from the data directory. Ingest the file again"
        case .originalDamaged(let hash, let name):
            "the original of \(name) (SHA-256 \(hash)) has changed in the data directory. "
                + "Delete it there and ingest the file again"
        case .spectrumMissing(let name, let part, let row):
            "\(name) holds no spectrum at part \(part), row \(row) any more. "
                + "Run secchi collection verify; ingest the file again"
        case .labelList(let path, let line, let reason):
            "\(path), line \(line): \(reason). "
                + "A label list is CSV with a header naming a column 'id' (or 'object', 'name', 'file') and one 'label'"
        case .file(let failure): "\(failure). Check the permissions and the disk"
        case .badQuery(let reason): "\(reason). See secchi search catalogue --help"
        case .noSuchHarvest(let id): "there is no harvest \(id). See secchi harvest list"
        case .harvestRunning(let id):
            "harvest \(id) is being worked on by another process. Wait for it, or end it, and run the same command again"
        case .badSource(let source, let reason):
            "\(source): \(reason). Give a VOTable or a text list of addresses, an address, or - for standard input"
        case .noLinkColumn(let source, let wanted, let columns):
            "\(source): \(wanted.map { "no column \($0)" } ?? "no column holds addresses"). "
                + "Name one with --column; there are: \(columns.joined(separator: ", "))"
        case .harvestStopped(let id, let reason):
            "harvest \(id) stopped: \(reason). What came is kept; run the same command again later, and it goes on"
        }
    }
}
