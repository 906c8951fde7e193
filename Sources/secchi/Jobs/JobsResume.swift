// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs

/// `secchi jobs resume JOB`
struct JobsResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with a job that was killed, cancelled or failed.",
        discussion: """
            What it had finished is taken from its folder: folds of a cross-validation, the final model, the search of neighbours \
            of odd spectra. The results are those of a run without a break.
            """)

    @Argument(help: "A job's name, the path of its folder, or latest.")
    var job: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let runner = JobRunner(home: try common.openHome())
        let folder = try runner.folder(named: job)
        try JobOutcome.show(folder, runner.resume(folder, context: common.context()), json: common.json)
    }
}
