// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs
import Parameters

/// `secchi compare FIRST SECOND`
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say which of two trainings is better, and whether that could be chance.",
        usage: "secchi compare FIRST SECOND [flags]",
        discussion: """
            Both must have been judged on the same splits: the same dataset, seed, folds, repeats and minimum-objects. The
            spectra that they take for different classes are listed in disagreements.vot. Differences are second minus first.
            """ + "\n\n" + CompareModule.Parameters.flagHelp)

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Two jobs that trained a classifier, their folders, model files or predictions.vot; and the flags below.",
            valueName: "jobs"))
    var words: [String] = []

    @OptionGroup var common: CommonOptions

    func run() throws {
        let (parameters, jobs) = try ModuleFlags.parse(CompareModule.Parameters.self, words)
        guard jobs.count == 2 else { throw ValidationError("name two trainings, not \(jobs.count)") }
        let runner = JobRunner(home: try common.openHome())
        let document = JobDocument(
            module: "compare",
            inputs: [
                "first": [try runner.predictionsFile(named: jobs[0])],
                "second": [try runner.predictionsFile(named: jobs[1])],
            ],
            parameters: try ModuleFlags.values(of: parameters))
        try JobOutcome.run(document, with: common)
    }
}
