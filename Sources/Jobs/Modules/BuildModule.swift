// SPDX-License-Identifier: Apache-2.0

import DataManager
public import Datasets
import Execution
public import Foundation
public import Parameters

/// Building a dataset from a collection with a recipe.
public struct BuildModule: JobModule {
    /// What can be set of a build; each help text says what and which default.
    public struct Parameters: ParameterSet {
        @Parameter(
            "The recipe; by default one medium, the common range, a step like the spectra's own, mean 0 variance 1")
        public var recipe: Recipe? = nil
        @Parameter(
            "Where to write the FITS dataset; by default in datasets/ of the data directory, named after the collection"
        )
        public var output: String? = nil
        @Parameter("Which of the archive's classes is the label", choices: ["class", "subclass", "both"])
        public var label = "class"
        @Parameter("Use all formats of an observation that is there in several")
        public var includeTwins = false

        public init() {}
    }

    public var name: String { "build" }
    public var summary: String { "bring the spectra of a collection onto one grid" }
    public var inputs: [String] { ["collection"] }
    public var declarations: [ParameterDeclaration] { Parameters.declarations }

    public init() {}

    public func complete(parameters json: Data) throws -> Data {
        try Parameters(json: json).json()
    }

    public func run(_ job: RunningJob, parameters: Data) throws -> JobSummary {
        let parameters = try Parameters(json: parameters)
        let name = try job.document.input("collection")
        let source = try SpectrumSource(
            job.home.collection(named: name), includingTwins: parameters.includeTwins,
            label: SpectrumLabel(rawValue: parameters.label) ?? .class)
        let output = try parameters.output ?? job.home.folder("datasets") + "/\(name).fits"
        let title = URL(filePath: output).deletingPathExtension().lastPathComponent
        let builder = DatasetBuilder(name: title, recipe: try recipe(parameters, for: source, job: job))
        let summary = try builder.build(source, to: output, context: job.context)
        try WholeFile.write(JSONCoding.encoder.encode(summary), to: job.result("build.json"))
        try WholeFile.write(summary.recipe.json, to: job.result("recipe.json"))
        return JobSummary(
            lines: Self.lines(summary, output: output),
            files: [
                .init(name: "build.json", description: "what was left out, and why"),
                .init(name: "recipe.json", description: "the recipe with its grid decided"),
            ])
    }

    private func recipe(_ parameters: Parameters, for source: SpectrumSource, job: RunningJob) throws -> Recipe {
        if let recipe = parameters.recipe { return recipe }
        let recipe = try Recipe.suggested(
            for: source.summary ?? CoverageSummary(reading: source, context: job.context))
        job.log.write("suggested recipe: \(String(decoding: recipe.json, as: UTF8.self))")
        return recipe
    }

    private static func lines(_ summary: DatasetBuildSummary, output: String) -> [String] {
        var lines = ["\(output): \(summary.rowCount) spectra of \(summary.pixelCount) pixels"]
        if summary.rejectedCount > 0 { lines.append("  \(summary.rejectedCount) spectra left out:") }
        lines += summary.reasons.prefix(10).map { "    \($0.count)  \($0.reason)" }
        return lines
    }
}
