// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning

/// What is the same for every method with classes once it has learnt: the labelled rows keep what the cross-validation
/// says of them, all others what the final model says; scores, report and tables follow.
struct Judgement {
    let known: LabelledRows
    let dataset: Dataset
    let outcome: CrossValidation.Outcome
    /// n × K, of all rows.
    let probabilities: ClassProbabilities
    let origins: [CandidateTable.Origin]
    let evaluation: Evaluation
    /// What later predictions are calibrated by.
    let calibration: ProbabilityCalibration
    private let minimumObjects: Int

    /// - Parameters:
    ///   - outcome: as it came out, of single spectra.
    ///   - final: what the final model says of all rows.
    init(
        _ outcome: CrossValidation.Outcome, final: ClassProbabilities, known: LabelledRows, dataset: Dataset,
        training: TrainingParameters, calibrate: ProbabilityCalibration.Method = .none, outOfBagError: Double? = nil,
        context: ExecutionContext
    ) throws {
        let learntFrom = Set(known.rows)
        origins = dataset.rows.indices.map { learntFrom.contains($0) ? .crossValidation : .model }
        var outcome = outcome, probabilities = final
        if training.vote == "object" {
            probabilities = ObjectVote.combine(probabilities, groups: dataset.objectNumbers, origins: origins)
            outcome.vote(by: known.groups)
        }
        let raw = outcome
        calibration = try outcome.calibrate(calibrate, labels: known.labels)
        probabilities = calibration.calibrated(probabilities)
        for (place, row) in known.rows.enumerated() { probabilities[row] = outcome.probabilities[place] }
        evaluation = try Evaluation(
            outcome, raw: raw, calibrated: calibrate, known: known, dataset: dataset, training: training,
            outOfBagError: outOfBagError, context: context)
        self.known = known
        self.dataset = dataset
        self.outcome = outcome
        self.probabilities = probabilities
        minimumObjects = training.minimumObjects
    }

    /// The report without what the method adds of its own.
    func report(of module: any ClassifierModule, parameters: Data) -> Report {
        var report = Report(
            module: module, dataset: dataset, classNames: known.classNames, probabilities: probabilities,
            origins: origins, parameters: parameters)
        report.evaluation = evaluation
        report.warnings =
            outcome.warnings
            + known.leftOut.map {
                "Class \($0) has fewer than \(minimumObjects) objects; its spectra were treated as unlabelled."
            }
        return report
    }

    /// All that is handed back, the report finished.
    func run(model: Model? = nil, report: Report, tables: [ResultTable] = []) -> ClassifierRun {
        ClassifierRun(
            model: model,
            candidates: CandidateTable.make(
                rows: dataset.rows, classNames: known.classNames, probabilities: probabilities, origins: origins,
                infos: report.infos),
            tables: [
                ScoreTable.make(evaluation, classNames: known.classNames),
                PredictionTable.make(outcome, known: known, dataset: dataset, infos: report.infos),
            ] + tables,
            plots: report.plots, report: report)
    }
}
