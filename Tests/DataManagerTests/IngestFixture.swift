// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Spectra
import Synchronization
import TestSupport

@testable import DataManager

/// A data directory of a test's own, beside a folder of tiny text files that the reader here understands.
struct IngestFixture {
    let folder: TemporaryFolder
    let home: Home
    let collection: SpectrumCollection
    var sources: String { folder.appending("sources") }

    init() throws {
        folder = try TemporaryFolder()
        home = try Home(path: folder.appending("home"), reader: Self.read)
        collection = try home.collection(named: "test", create: true)
        try FileManager.default.createDirectory(atPath: folder.appending("sources"), withIntermediateDirectories: true)
    }

    /// Writes a file below the sources and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let path = sources + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    func ingest(
        _ sources: [String]? = nil, options: IngestOptions = IngestOptions(),
        context: ExecutionContext = ExecutionContext(threads: 2)
    ) throws -> IngestSummary {
        try collection.ingest(sources ?? [self.sources], options: options, in: context)
    }

    @Sendable
    /// Each line "name flux flux…" is a spectrum in Å; a file that begins with "bad" is refused.
    static func read(_ bytes: [UInt8], _ name: String) throws(SpectrumError) -> [Spectrum] {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("bad") { throw .noSpectrum(file: name, reason: "it says it is bad") }
        return text.split(separator: "\n").enumerated().map { row, line in
            let words = line.split(separator: " ")
            let flux = words.dropFirst().compactMap { Float($0) }
            let axis = SpectralAxis(
                linearFrom: 4000, step: 1, count: flux.count, unit: "Angstrom", medium: .vacuum)
            var spectrum = Spectrum(axis: axis, flux: flux, dialect: "lines", source: .init(file: name, row: row))
            spectrum.identifier = String(words.first ?? "")
            return spectrum
        }
    }
}

extension IngestFixture {
    /// All rows of the collection, twins too, in catalogue order.
    func entries() throws -> [CatalogueEntry] {
        let reader = try collection.reader(includingTwins: true)
        return try (0..<reader.partCount).flatMap { try reader.entries(part: $0) }
    }

    /// Puts made rows into the catalogue, over one original, in transactions of `batch` rows.
    @discardableResult
    func insert(_ entries: [CatalogueEntry], batch: Int = .max) throws -> [Int64] {
        try home.catalogue.write {
            try $0.execute(sql: "INSERT OR IGNORE INTO original (id, hash, size, name) VALUES (0, x'00', 0, 'f')")
        }
        return try stride(from: 0, to: entries.count, by: min(batch, max(1, entries.count))).flatMap { start in
            try home.catalogue.write { database in
                var index = IndexBatch()
                let ids = try Catalogue.insert(
                    Array(entries[start..<min(entries.count, start + min(batch, entries.count))]),
                    collection: collection.id, original: 0, index: &index, into: database)
                try index.write(in: database)
                return ids
            }
        }
    }

    func identifiers() throws -> [String] { try entries().map(\.identifier) }

    /// The file names of all originals.
    func storedOriginals() throws -> [String] {
        let folder = home.originals.folder
        return try FileManager.default.contentsOfDirectory(atPath: folder).flatMap {
            try FileManager.default.contentsOfDirectory(atPath: folder + "/" + $0)
        }.sorted()
    }
}

/// Collects progress from any thread.
final class Heard: Sendable {
    private let heard = Mutex<[ProgressUpdate]>([])
    var updates: [ProgressUpdate] { heard.withLock { $0 } }

    func add(_ update: ProgressUpdate) { heard.withLock { $0.append(update) } }
}
