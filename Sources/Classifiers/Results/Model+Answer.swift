// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Learning
import VOTable

extension Model {
    /// As ``apply(to:context:)``, with "none of these" for spectra that are too doubtful.
    ///
    /// - Throws: ``ClassifierError``, also ``ClassifierError/noThreshold(model:reason:)`` if the training never reached
    ///   the accuracy asked for, or the model has no classes.
    public func apply(
        to dataset: Dataset, answers: AnswerParameters, context: ExecutionContext
    ) throws -> ClassifierRun {
        let rejection = try threshold(answers)
        let run = try apply(to: dataset, context: context)
        return rejection.map { run.rejecting($0) } ?? run
    }

    private func threshold(_ answers: AnswerParameters) throws(ClassifierError) -> Report.Rejection? {
        guard answers.noneBelow != nil || answers.targetAccuracy != nil else { return nil }
        guard !classNames.isEmpty else { throw .noThreshold(model: dataset, reason: "it knows no classes") }
        var threshold = answers.noneBelow ?? 0
        if let accuracy = answers.targetAccuracy {
            guard let curve = rejection else {
                throw .noThreshold(model: dataset, reason: "it was trained by a version that kept no thresholds")
            }
            guard let point = curve.threshold(forAccuracy: accuracy) else {
                let best = curve.points.map(\.accuracy).max() ?? 0
                throw .noThreshold(
                    model: dataset,
                    reason: "no threshold made \(accuracy.percent) of the answers right, \(best.percent) at best")
            }
            threshold = max(threshold, point.threshold)
        }
        let point = rejection?.points.last { $0.threshold >= threshold }
        return Report.Rejection(
            threshold: threshold, count: 0, accuracy: point?.accuracy, coverage: point?.coverage)
    }
}

extension ClassifierRun {
    /// The class of a spectrum that none of the known ones is probable enough for.
    public static let noneOfThese = "none of these"

    /// Replaces the class of spectra below the threshold, in table and report.
    func rejecting(_ rejection: Report.Rejection) -> ClassifierRun {
        var run = self, rejection = rejection
        let fields = candidates.fields.map(\.name)
        guard let answer = fields.firstIndex(of: "class"), let best = fields.firstIndex(of: "probability") else {
            return run
        }
        for row in candidates.rows.indices {
            guard case .real(let probability) = candidates.rows[row][best], !(probability >= rejection.threshold),
                case .text(let name) = candidates.rows[row][answer]
            else { continue }
            run.candidates.rows[row][answer] = .text(Self.noneOfThese)
            rejection.count += 1
            if let number = report.classNames.firstIndex(of: name) { run.report.counts[number].predicted -= 1 }
        }
        run.candidates.infos.append(.init(name: "none_below", value: "\(rejection.threshold)"))
        run.report.rejection = rejection
        run.report.facts.append(.init(name: "None of these", value: "best class below \(rejection.threshold.brief)"))
        return run
    }
}
