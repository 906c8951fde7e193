// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Foundation
import Jobs
import Parameters

/// `secchi dataset build --collection NAME --recipe RECIPE.json`
struct DatasetBuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Bring the spectra of a collection onto one grid.",
        discussion: """
            A recipe is a JSON file with a list of steps, each with its parameters:
              [{"step": "cut", "from": 6300, "to": 6800},
               {"step": "rebin", "spacing": "linear", "start": 6310, "stop": 6790, "width": 0.5},
               {"step": "scale", "method": "standard"}]
            Steps:
            """ + "\n"
                + RecipeSteps.all.map { "  \($0.name): \($0.summary)\n" + indented($0.flagHelp) }.joined(
                    separator: "\n"))

    @Option(help: "The collection.")
    var collection: String

    @Option(help: "A recipe file; by default one is suggested from the collection.")
    var recipe: String?

    @Option(help: "The FITS file to write; by default in the data directory, named after the collection.")
    var output: String?

    @Option(help: "Which of the archive's classes is the label: class, subclass or both.")
    var label = "class"

    @Flag(help: "Use all formats of an observation that is there in several.")
    var includeTwins = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        var parameters = BuildModule.Parameters()
        parameters.recipe = try recipe.map { try Recipe(contentsOf: $0) }
        parameters.output = output.map { URL(filePath: $0).standardizedFileURL.path }
        parameters.label = label
        parameters.includeTwins = includeTwins
        do { try parameters.validate() } catch { throw ValidationError("\(error)") }
        let document = JobDocument(
            module: "build", inputs: ["collection": [collection]],
            parameters: try ModuleFlags.values(of: parameters))
        try JobOutcome.run(document, with: common)
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
}
