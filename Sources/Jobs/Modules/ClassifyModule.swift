// SPDX-License-Identifier: Apache-2.0

public import Classifiers
import DataManager
import Datasets
import Execution
public import Foundation
public import Parameters

/// Applying a model to a dataset, to a collection, or to files.
public struct ClassifyModule: JobModule {
    /// How spectra are prepared and classified the model states.
    public typealias Parameters = AnswerParameters

    public var name: String { "classify" }
    public var summary: String { "say what a model makes of new spectra" }
    public var inputs: [String] { ["model"] }
    public var declarations: [ParameterDeclaration] { Parameters.declarations }

    public init() {}

    public func complete(parameters json: Data) throws -> Data {
        try Parameters(json: json).json()
    }

    public func run(_ job: RunningJob, parameters: Data) throws -> JobSummary {
        let path = try job.file("model", in: "models")
        let model = try Model(contentsOf: path)
        let (dataset, leftOut) = try dataset(for: model, at: path, job: job)
        job.log.write("\(dataset.rowCount) spectra prepared, \(leftOut.count) left out")
        let run = try model.apply(to: dataset, answers: Parameters(json: parameters), context: job.context)
        var summary = try job.keep(run)
        if !leftOut.isEmpty {
            try WholeFile.write(JSONCoding.encoder.encode(leftOut), to: job.result("left-out.json"))
            summary.lines.append("\(leftOut.count) spectra were left out: left-out.json says why")
            summary.files.append(
                .init(name: "left-out.json", description: "spectra that could not be prepared, and why"))
        }
        return summary
    }

    private func dataset(
        for model: Model, at path: String, job: RunningJob
    ) throws -> (dataset: Dataset, leftOut: [RejectedSpectrum]) {
        if job.document.inputs["dataset"] != nil {
            let dataset = try Dataset.read(from: job.file("dataset", in: "datasets"), context: job.context)
            return (dataset, [])
        }
        let source =
            if let files = job.document.inputs["files"] {
                try SpectrumSource(files: files)
            } else if let name = job.document.inputs["collection"]?.first {
                try SpectrumSource(job.home.collection(named: name), includingTwins: true)
            } else {
                throw JobError.missingInput(role: "dataset, collection or files", module: name)
            }
        guard let recipe = model.recipe else { throw JobError.noRecipe(model: path) }
        let name = job.document.inputs["collection"]?.first ?? "new spectra"
        let builder = DatasetBuilder(name: name, recipe: recipe, grid: model.grid)
        let (dataset, summary) = try builder.dataset(of: source, context: job.context)
        return (dataset, summary.rejected)
    }
}
