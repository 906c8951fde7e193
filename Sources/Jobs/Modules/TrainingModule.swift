// SPDX-License-Identifier: Apache-2.0

public import Classifiers
import Datasets
public import Foundation
public import Parameters

/// Training and evaluating one classifier on a dataset.
public struct TrainingModule: JobModule {
    /// The classifier that is trained; its name is the module's.
    public let classifier: any ClassifierModule

    public var name: String { classifier.name }
    public var summary: String { classifier.summary }
    public var inputs: [String] { ["dataset"] }
    public var declarations: [ParameterDeclaration] { classifier.declarations }

    public func complete(parameters json: Data) throws -> Data {
        try classifier.parameterJSON(completing: json)
    }

    public func run(_ job: RunningJob, parameters: Data) throws -> JobSummary {
        let dataset = try Dataset.read(from: job.file("dataset", in: "datasets"), context: job.context)
        job.log.write("dataset \(dataset.name): \(dataset.rows.count) spectra, \(dataset.grid.values.count) pixels")
        let run = try classifier.run(on: dataset, json: parameters, context: job.context)
        return try job.keep(run)
    }
}

extension RunningJob {
    /// Writes all that a classifier handed back into the results folder.
    func keep(_ run: ClassifierRun) throws -> JobSummary {
        let files = try run.write(to: folder.resultsPath)
        return JobSummary(
            lines: run.summaryLines, files: files.map { .init(name: $0.name, description: $0.description) })
    }
}
