// SPDX-License-Identifier: Apache-2.0

public import Classifiers
public import DataManager
import Datasets
public import Execution
import Foundation

/// "More like this": which spectra of a dataset are most like given ones.
///
/// The dataset's index is made at the first question and kept in the data directory below `indexes/`; it is made anew
/// when the dataset's file has changed.
public struct SimilarityQuery: Sendable {
    /// Spectra to compare with.
    public enum Among: Sendable {
        /// A dataset file, or the name of one in the data directory.
        case dataset(String)
        /// A file that ``SimilarityIndex/write(_:to:context:)`` wrote.
        case index(String)
    }

    /// What is compared with.
    public var among: Among
    /// Files and folders of spectra to find the like of.
    public var files: [String]
    /// Matches for each of them at most.
    public var count = 20

    public init(among: Among, files: [String]) {
        self.among = among
        self.files = files
    }

    /// What was found.
    public struct Answer: Sendable {
        /// See ``SimilarTable``.
        public var table: ResultTable
        /// Spectra that were compared with.
        public var compared: Int
        /// Queries that could not be prepared, and why: "id: reason".
        public var leftOut: [String]
    }

    /// - Throws: ``JobError`` for files that are not there or an index without recipe, and what reading throws.
    public func run(in home: Home, context: ExecutionContext) throws -> Answer {
        let path = try index(in: home, context: context)
        let index = try SimilarityIndex(contentsOf: path)
        guard let recipe = index.recipe else { throw JobError.noRecipe(model: path) }
        let builder = DatasetBuilder(name: "queries", recipe: recipe, grid: index.grid)
        let (queries, summary) = try builder.dataset(of: SpectrumSource(files: files), context: context)
        let matches =
            queries.rowCount == 0 ? [] : try index.matches(for: queries, count: count, context: context)
        return Answer(
            table: SimilarTable.make(queries: queries.rows.map(\.id), matches: matches, dataset: index.dataset),
            compared: index.spectrumCount, leftOut: summary.rejected.map { "\($0.id): \($0.reason)" })
    }

    private func index(in home: Home, context: ExecutionContext) throws -> String {
        switch among {
        case .index(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw JobError.inputMissing(role: "index", path: path)
            }
            return path
        case .dataset(let name):
            guard let path = home.file(named: name, in: "datasets"),
                let state = FileState(path: URL(filePath: path).standardizedFileURL.path)
            else {
                throw JobError.inputMissing(role: "dataset", path: name)
            }
            let index = try home.folder("indexes") + "/" + state.name
            if !FileManager.default.fileExists(atPath: index) {
                let dataset = try Dataset.read(from: path, context: context)
                try SimilarityIndex.write(dataset, to: index, context: context)
            }
            return index
        }
    }
}

/// Tells one state of a file from another without reading it.
private struct FileState {
    /// A file name that no other path and no other state of this file has.
    let name: String

    init?(path: String) {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
            let size = facts[.size] as? Int, let date = facts[.modificationDate] as? Date
        else { return nil }
        let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(path)\n\(size)\n\(date.timeIntervalSince1970)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        name = "\(stem)-\(String(hash, radix: 16)).similar"
    }
}
