// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Spectra
import Synchronization

/// Turns one file into catalogue rows and an original written aside. Runs on many threads.
final class IngestReading: Sendable {
    private let collection: SpectrumCollection
    private let options: IngestOptions
    private let incoming: IncomingFolder
    private let suspects: SuspectFiles
    /// Large files are read one at a time, so that memory holds one of them and not one per thread.
    private let largeFiles = Mutex(())
    private static let largeFileSize = 32 << 20

    init(collection: SpectrumCollection, options: IngestOptions, incoming: IncomingFolder, suspects: SuspectFiles) {
        self.collection = collection
        self.options = options
        self.incoming = incoming
        self.suspects = suspects
    }

    /// Reads files in parallel, but alone those that were being read when a process died. Outcomes are in file order.
    ///
    /// - Throws: ``DataError`` where the data directory fails; `CancellationError`.
    func read(_ files: [IngestFile], in context: ExecutionContext) throws -> [IngestOutcome] {
        var alone: [String: IngestOutcome] = [:]
        for file in files where suspects.contains(file.path) {
            try context.cancellation.check()
            if !options.retryRejected, let verdict = suspects.verdict(on: file.path) {
                alone[file.path] = IngestOutcome(file: file, result: .rejected(verdict))
            } else {
                alone[file.path] = try incoming.marks.marking(file.path, alone: true) { try read(file) }
            }
        }
        let done = alone
        return try context.mapParts(files.count) { index in
            let file = files[index]
            if let outcome = done[file.path] { return outcome }
            return try self.incoming.marks.marking(file.path, alone: false) { try self.read(file) }
        }
    }

    /// Whatever is wrong with the file itself becomes a rejection.
    private func read(_ file: IngestFile) throws -> IngestOutcome {
        var file = file
        if let origin = file.origin, let received = try? SourceFile(path: origin.path) { file.size = received.size }
        if file.size > options.maximumFileSize {
            return IngestOutcome(
                file: file,
                result: .rejected(
                    "\(file.path) is too large: \(file.size) bytes, the limit is \(options.maximumFileSize). "
                        + "Split it, or raise the limit"))
        }
        if file.size >= Self.largeFileSize { return try largeFiles.withLock { _ in try readWhole(file) } }
        return try readWhole(file)
    }

    private func readWhole(_ file: IngestFile) throws -> IngestOutcome {
        var file = file
        let bytes: [UInt8]
        do {
            let source = try SourceFile(path: file.origin?.path ?? file.path)
            (file.size, file.modified) = (source.size, source.modified)
            bytes = try source.bytes()
        } catch {
            file.modified = -1
            return IngestOutcome(file: file, result: .rejected("\(error). Check the file and ingest it again"))
        }
        let hash = ContentHash.digest(of: bytes)
        let name = hash.description
        let isStored = collection.home.originals.contains(name)
        if isStored, try collection.has(hash) { return IngestOutcome(file: file, result: .known(hash: hash)) }
        var spectra: [Spectrum]
        do {
            spectra = try collection.home.reader(bytes, file.path)
        } catch {
            return IngestOutcome(file: file, result: .rejected(String(String(describing: error).prefix(2000))))
        }
        guard !spectra.isEmpty else {
            return IngestOutcome(file: file, result: .rejected("\(file.path) holds no spectrum"))
        }
        if let origin = file.origin {
            let date = Date.now.ISO8601Format()
            for index in spectra.indices {
                origin.facts.fill(&spectra[index])
                origin.provenance.note(on: &spectra[index], url: origin.url, date: date)
            }
        }
        let entries = spectra.map { CatalogueEntry($0, original: name) }
        let staged: IncomingFolder.Staged? =
            isStored
            ? nil
            : try file.origin.map { IncomingFolder.Staged(path: $0.path, hash: name) }
                ?? incoming.stage(bytes, hash: name)
        return IngestOutcome(file: file, result: .spectra(entries, hash: hash, staged: staged))
    }
}

extension SpectrumCollection {
    /// Whether spectra of an original are in the collection.
    func has(_ hash: Digest) throws -> Bool {
        try catalogue.read { database in
            guard let original = try Catalogue.original(hash, filters: catalogue.filters, in: database) else {
                return false
            }
            let statement = try database.cachedStatement(
                sql: "SELECT 1 FROM spectrum WHERE collection = ? AND original = ? LIMIT 1")
            return try Row.fetchOne(statement, arguments: [id, original]) != nil
        }
    }
}
