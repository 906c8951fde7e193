// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs
import Parameters

/// `secchi compare FIRST SECOND`
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Say which of two trainings is better, and whether that could be chance.",
        discussion: """
            Both must have been judged on the same splits: the same dataset, seed, folds, repeats and minimum-objects. The
            spectra that they take for different classes are listed in disagreements.vot.
            """)

    @Argument(help: "A job that trained a classifier, its folder, its model file, or its predictions.vot.")
    var first: String

    @Argument(help: "The other one; the differences are second minus first.")
    var second: String

    @Option(help: "Resamples behind each confidence interval. (default: 1000)")
    var resamples: Int?

    @Option(help: "Seed of the resamples. (default: 1)")
    var seed: Int?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let runner = JobRunner(home: try common.openHome())
        var parameters: [String: JSONValue] = [:]
        if let resamples { parameters["resamples"] = .integer(resamples) }
        if let seed { parameters["seed"] = .integer(seed) }
        let inputs = [
            "first": [try runner.predictionsFile(named: first)], "second": [try runner.predictionsFile(named: second)],
        ]
        try JobOutcome.run(JobDocument(module: "compare", inputs: inputs, parameters: parameters), with: common)
    }
}
