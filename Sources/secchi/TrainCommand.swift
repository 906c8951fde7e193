// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers
import Foundation
import Jobs
import Parameters

/// `secchi train --dataset DATASET`
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train and evaluate a classifier on the labelled spectra of a dataset.",
        usage: "secchi train --dataset DATASET [--module forest] [flags]",
        discussion: ClassifierModules.all.map { "\($0.name): \($0.summary)\n\($0.flagHelp)" }.joined(separator: "\n\n"))

    @Option(help: "A dataset file, or the name of one in the data directory.")
    var dataset: String

    @Option(help: "The classifier.")
    var module = "forest"

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("Parameters of the classifier, see below.", valueName: "flags"))
    var flags: [String] = []

    @OptionGroup var common: CommonOptions

    func run() throws {
        let (module, json) = try checkedUsage()
        let parameters = try JSONDecoder().decode([String: JSONValue].self, from: json)
        let document = JobDocument(module: module.name, inputs: ["dataset": [dataset]], parameters: parameters)
        try JobOutcome.run(document, with: common)
    }

    /// What is wrong with flags is wrong usage.
    private func checkedUsage() throws -> (module: any ClassifierModule, parameters: Data) {
        do {
            let module = try ClassifierModules.named(module)
            return (module, try module.parameterJSON(flags: flags))
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
