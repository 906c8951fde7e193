// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Foundation
import Jobs

/// `secchi jobs list`
struct JobsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the jobs that were run, the oldest first.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        // Looking does not make a data directory.
        let listed = JobRunner.folders(inHome: Home.location(option: common.home)).compactMap { folder in
            try? ListedJob(
                job: folder.name, module: folder.document().module, state: folder.state(), folder: folder.path)
        }
        if common.json { return try Output.json(listed) }
        print(Output.table(listed.map { [$0.job, $0.module, $0.state.phase.rawValue, $0.state.errorSummary ?? ""] }))
    }
}

private struct ListedJob: Encodable {
    var job: String
    var module: String
    var state: JobState
    var folder: String
}
