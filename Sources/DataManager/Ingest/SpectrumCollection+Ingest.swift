// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

extension SpectrumCollection {
    /// Takes files and folders, however many, into the collection.
    ///
    /// Folders are searched to their depth. Each file is read with ``Spectra/SpectrumReader``; its bytes are kept, and each of
    /// its spectra gets a catalogue row. A file that gives no spectrum is listed with the reason and stops nothing. A file
    /// that is there already (same path, size and time of change) is passed over, so the same call after a crash, a kill or a
    /// full disk carries on where it ended.
    ///
    /// Files are read in batches by `context.threads` threads while the batch before is written. An original is on disk,
    /// under its name, before the transaction with its rows commits; so every row has its original, and at most a batch of
    /// files is done again after a kill. Catalogue order is the order of the files and of the spectra in them, for any
    /// number of threads. Progress counts files; its total is known once a second walk has counted them.
    ///
    /// - Parameter sources: files and folders.
    /// - Throws: ``DataError`` if a source is not there, the disk is full or the data directory fails; `CancellationError`.
    ///   What was accepted until then stays.
    public func ingest(
        _ sources: [String], options: IngestOptions = IngestOptions(), in context: ExecutionContext
    ) throws -> IngestSummary {
        try IngestRun(collection: self, options: options, context: context).run(try Self.locate(sources))
    }

    /// The absolute paths of files and folders, so that a mistake is known before a collection is made.
    ///
    /// - Throws: ``DataError/noSuchSource(path:)``
    @discardableResult
    public static func locate(_ sources: [String]) throws -> [String] {
        try sources.map { source in
            guard let path = realpath(source, nil) else { throw DataError.noSuchSource(path: source) }
            defer { free(path) }
            return String(cString: path)
        }
    }
}
