// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Jobs

/// `secchi run JOB.json`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run one job document.",
        discussion: """
            A document names a module, its inputs and its parameters:
              { "module": "forest", "inputs": { "dataset": "stars.fits" }, "parameters": { "trees": 500 } }
            The job.json in the folder of a finished job is such a document; running it gives the same results again.

            Modules:
            """ + "\n" + JobModules.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

    @Argument(help: "The document.")
    var document: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        try JobOutcome.run(JobDocument(contentsOf: document), with: common)
    }
}
