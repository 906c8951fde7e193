// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs
import Parameters

/// `secchi classify FILE… --model MODEL`
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Say what a model makes of new files, of a collection, or of a dataset.",
        discussion: "New spectra are prepared by the recipe that the model holds.")

    @Argument(help: "Files and folders of spectra.")
    var files: [String] = []

    @Option(help: "A model file (model.secchi in the results of a training), or a job's name, or latest.")
    var model: String

    @Option(help: "Classify a collection.")
    var collection: String?

    @Option(help: "Classify a dataset on the model's grid.")
    var dataset: String?

    @Option(help: "Probability of the best class below which a spectrum is none of these.")
    var noneBelow: Double?

    @Option(help: "Share of the answers that are to be right; what is too doubtful for it is none of these.")
    var targetAccuracy: Double?

    @Option(help: "Share of the spectra learnt from; a spectrum odder than that share of them is none of these.")
    var noneOdder: Double?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let given = [!files.isEmpty, collection != nil, dataset != nil].filter(\.self).count
        guard given == 1 else { throw ValidationError("name files, or --collection, or --dataset: one of them") }
    }

    func run() throws {
        var inputs = ["model": [try modelFile()]]
        if !files.isEmpty { inputs["files"] = files }
        if let collection { inputs["collection"] = [collection] }
        if let dataset { inputs["dataset"] = [dataset] }
        var parameters: [String: JSONValue] = [:]
        if let noneBelow { parameters["noneBelow"] = .real(noneBelow) }
        if let targetAccuracy { parameters["targetAccuracy"] = .real(targetAccuracy) }
        if let noneOdder { parameters["noneOdder"] = .real(noneOdder) }
        try JobOutcome.run(JobDocument(module: "classify", inputs: inputs, parameters: parameters), with: common)
    }

    private func modelFile() throws -> String {
        let runner = JobRunner(home: try common.openHome())
        return try runner.modelFile(named: model)
    }
}
