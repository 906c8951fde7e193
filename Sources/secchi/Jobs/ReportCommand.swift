// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs

/// `secchi report JOB`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a finished job as one HTML page.")

    @Argument(help: "The job's name, its folder, or latest.")
    var job = "latest"

    @Option(help: "Where to write the page; by default report.html in the job's results.")
    var output: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try JobRunner(home: common.openHome()).reportedFolder(named: job)
        let path = try folder.writeReport(to: output)
        if common.json { return try Output.json(["report": path]) }
        print(path)
    }
}
