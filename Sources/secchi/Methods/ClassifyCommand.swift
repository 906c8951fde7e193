// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers
import Jobs
import Parameters

/// `secchi classify FILE… --model MODEL`
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Say what a model makes of new files, of a collection, or of a dataset.",
        usage: "secchi classify FILE… | --collection NAME | --dataset DATASET  --model MODEL [flags]",
        discussion: "New spectra are prepared by the recipe that the model holds.\n\n" + AnswerParameters.flagHelp)

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Files and folders of spectra, and the flags below.", valueName: "files"))
    var words: [String] = []

    @Option(help: "A model file (model.secchi in the results of a training), or a job's name, or latest.")
    var model: String

    @Option(help: "Classify a collection.")
    var collection: String?

    @Option(help: "Classify a dataset on the model's grid.")
    var dataset: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let (answers, files) = try ModuleFlags.parse(AnswerParameters.self, words)
        let given = [!files.isEmpty, collection != nil, dataset != nil].filter(\.self).count
        guard given == 1 else { throw ValidationError("name files, or --collection, or --dataset: one of them") }
        var inputs = ["model": [try modelFile()]]
        if !files.isEmpty { inputs["files"] = files }
        if let collection { inputs["collection"] = [collection] }
        if let dataset { inputs["dataset"] = [dataset] }
        let document = JobDocument(
            module: "classify", inputs: inputs, parameters: try ModuleFlags.values(of: answers))
        try JobOutcome.run(document, with: common)
    }

    private func modelFile() throws -> String {
        let runner = JobRunner(home: try common.openHome())
        return try runner.modelFile(named: model)
    }
}
