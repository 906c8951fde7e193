// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Jobs

/// `secchi vocloud CONFIG --dataset DATASET` and `secchi vocloud JOB.json --export`
struct VOCloudCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocloud",
        abstract:
            "Turn a VO-CLOUD configuration (random forest, SOM) into a job document, or a job into such a configuration.",
        discussion: """
            The result is printed; what was assumed or left out is said on standard error.

              secchi vocloud config.json --dataset survey.fits > job.json && secchi run job.json
              secchi vocloud job.json --export > config.json
            """)

    @Argument(help: "A configuration of VO-CLOUD's RDF or SOM worker; with --export a job document.")
    var file: String

    @Option(help: "The dataset that the job is to run on.")
    var dataset: String?

    @Flag(help: "From our job document to VO-CLOUD's configuration.")
    var export = false

    func validate() throws {
        guard export != (dataset != nil) else { throw ValidationError("give --dataset, or --export") }
    }

    func run() throws {
        if export {
            let (json, notes) = try VOCloudConfiguration.exported(JobDocument(contentsOf: file))
            notes.forEach { Output.note($0) }
            FileHandle.standardOutput.write(json + Data("\n".utf8))
        } else {
            let configuration = try VOCloudConfiguration(contentsOf: file)
            configuration.notes.forEach { Output.note($0) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let job = try encoder.encode(configuration.document(dataset: dataset ?? ""))
            FileHandle.standardOutput.write(job + Data("\n".utf8))
        }
    }
}
