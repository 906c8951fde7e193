// SPDX-License-Identifier: Apache-2.0

import Foundation
import Jobs

/// What subcommands print of a job that has ended.
struct JobOutcome: Encodable {
    var job: String
    var folder: String
    var lines: [String]
    var files: [String: String]

    init(_ folder: JobFolder, _ summary: JobSummary) {
        job = folder.name
        self.folder = folder.path
        lines = summary.lines
        files = Dictionary(
            summary.files.map { ($0.name, folder.resultsPath + "/" + $0.name) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// Runs a document as a job and prints what became of it.
    static func run(_ document: JobDocument, with common: CommonOptions) throws {
        let runner = JobRunner(home: try common.openHome())
        let (folder, summary) = try runner.run(document, context: common.context())
        try show(folder, summary, json: common.json)
    }

    /// Prints what a job found and where its results are.
    static func show(_ folder: JobFolder, _ summary: JobSummary, json: Bool) throws {
        if json { return try Output.json(JobOutcome(folder, summary)) }
        summary.lines.forEach { print($0) }
        print("results in \(folder.resultsPath)")
        let rows = summary.files.filter { !$0.name.contains("/") }.map { ["  " + $0.name, $0.description] }
        if !rows.isEmpty { print(Output.table(rows)) }
    }
}
