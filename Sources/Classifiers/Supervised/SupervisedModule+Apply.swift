// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Learning
import Parameters

extension SupervisedModule {
    /// Says what a trained model makes of new spectra on its grid.
    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try check(model, for: dataset)
        let parameters = try Parameters(json: model.parameters)
        try validate(parameters)
        let matrix = try matrix(of: dataset, parameters: parameters, context: context)
        let fitted = try fitted(from: model.payload)
        guard fitted.classCount == model.classNames.count else {
            throw ClassifierError.notAModel(file: model.dataset, reason: "its classes have no names")
        }
        var probabilities = try fitted.probabilities(of: matrix, context: context)
        if let factors = model.classFactors { probabilities = ClassShares(factors: factors).applied(to: probabilities) }
        let origins = [CandidateTable.Origin](repeating: .model, count: dataset.rows.count)
        if parameters.training.vote == "object" {
            probabilities = ObjectVote.combine(probabilities, groups: dataset.objectNumbers, origins: origins)
        }
        if let calibration = model.calibration { probabilities = calibration.calibrated(probabilities) }
        var report = Report(
            module: self, dataset: dataset, classNames: model.classNames, probabilities: probabilities,
            origins: origins, parameters: model.parameters)
        report.facts.append(
            .init(
                name: "Model",
                value: "trained on \(model.trainingRows) spectra of \(model.trainingGroups) objects of \(model.dataset)"
            ))
        return ClassifierRun(
            candidates: CandidateTable.make(
                rows: dataset.rows, classNames: model.classNames, probabilities: probabilities, origins: origins,
                infos: report.infos),
            plots: report.plots, report: report)
    }
}
