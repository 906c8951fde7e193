// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

extension ClassifierRun {
    /// A file that a run left in its folder.
    public struct WrittenFile: Sendable, Hashable, Codable {
        /// Path within the folder: "candidates.vot".
        public var name: String
        /// What is in it, one sentence.
        public var description: String
        /// IANA media type: "text/csv".
        public var mediaType: String
    }

    /// Writes all results into a folder, each file whole or not at all.
    ///
    /// `candidates.vot`, `candidates.csv`, further tables alike, `model.secchi`, `plots/*.svg`, `report.json`,
    /// `report.html`.
    ///
    /// - Returns: what was written, the most useful first.
    /// - Throws: `VOTableError` or `FileFailure`.
    public func write(to folder: String) throws -> [WrittenFile] {
        try FileManager.default.createDirectory(
            atPath: folder + "/plots", withIntermediateDirectories: true)
        var files: [WrittenFile] = []
        func add(_ name: String, _ description: String, _ mediaType: String, _ write: (String) throws -> Void) throws {
            try write(folder + "/" + name)
            files.append(WrittenFile(name: name, description: description, mediaType: mediaType))
        }
        try add("report.html", "the report, one page", "text/html") {
            try WholeFile.write(Data(report.html.utf8), to: $0)
        }
        for table in [candidates] + tables {
            try add("\(table.name).vot", table.description, "application/x-votable+xml") {
                try table.writeVOTable(to: $0)
            }
            try add("\(table.name).csv", table.description, "text/csv") { try table.writeCSV(to: $0) }
        }
        if let model {
            try add("model.secchi", "the model with its recipe, for secchi classify", "application/octet-stream") {
                try model.write(to: $0)
            }
        }
        for plot in plots {
            try add("plots/\(plot.name).svg", plot.title, "image/svg+xml") {
                try WholeFile.write(Data(plot.svg.utf8), to: $0)
            }
        }
        try add("report.json", "the numbers of the report", "application/json") { try report.write(to: $0) }
        return files
    }
}
