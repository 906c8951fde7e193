// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// The data directory: every collection, with its catalogue and the original bytes.
///
/// ```
/// catalogue.sqlite        one row per spectrum, per file and per rejected file; the harvests and their queues
/// originals/9f/9f86d0…    each original once, named by its SHA-256
/// incoming/               what is being received; nothing in it is promised; harvest-N/ waits for harvest N to go on
/// datasets/ models/ jobs/ made by the modules above
/// ```
///
/// All names within are relative, so the directory can be copied or moved as a whole while nothing writes to it.
/// Any number of processes may use it at once.
public struct Home: Sendable {
    /// Absolute.
    public let path: String
    public let catalogue: Catalogue
    let originals: OriginalStore
    let reader: Reader

    /// Turns the bytes of an original and its name into its spectra.
    typealias Reader = @Sendable ([UInt8], String) throws -> [Spectrum]

    /// Opens a data directory, making it if it is not there.
    ///
    /// - Throws: ``DataError``
    public init(path: String) throws {
        try self.init(path: path) { try SpectrumReader.spectra(bytes: $0, name: $1) }
    }

    init(path: String, reader: @escaping Reader) throws {
        let path = URL(filePath: path).standardizedFileURL.path
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DataError.home(path: path, reason: (error as NSError).localizedDescription)
        }
        self.reader = reader
        originals = try OriginalStore(home: path)
        // Two processes that make the same catalogue at the same moment would stumble over each other's tables.
        let opening = try Self.lockForOpening(path)
        defer { withExtendedLifetime(opening) {} }
        catalogue = try Catalogue(path: path + "/catalogue.sqlite")
    }

    /// A folder within the data directory for the things of another module, made if need be.
    ///
    /// - Parameter name: "datasets", "models", "jobs".
    /// - Throws: ``DataError``
    public func folder(_ name: String) throws -> String {
        let folder = path + "/" + name
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw DataError.home(path: folder, reason: (error as NSError).localizedDescription)
        }
        return folder
    }
}
