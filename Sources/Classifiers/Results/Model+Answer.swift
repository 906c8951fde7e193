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
        let oddness = answers.noneOdder == nil ? nil : try noveltyShares(of: dataset, context: context)
        let run = try apply(to: dataset, context: context)
        return rejection.map { run.rejecting($0, oddness: oddness) } ?? run
    }

    private func threshold(_ answers: AnswerParameters) throws(ClassifierError) -> Report.Rejection? {
        guard answers.noneBelow != nil || answers.targetAccuracy != nil || answers.noneOdder != nil else { return nil }
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
            threshold: threshold, count: 0, accuracy: point?.accuracy, coverage: point?.coverage,
            odder: answers.noneOdder)
    }

    private func noveltyShares(of dataset: Dataset, context: ExecutionContext) throws -> [Double] {
        guard let novelty else {
            throw ClassifierError.noThreshold(
                model: self.dataset, reason: "it was trained by a version that did not keep how odd its spectra are")
        }
        try checkGrid(of: dataset)
        return try novelty.shares(of: dataset, context: context)
    }
}

extension ClassifierRun {
    /// The class of a spectrum that none of the known ones is probable enough for.
    public static let noneOfThese = "none of these"

    /// Replaces the class of spectra below the threshold, or too odd, in table and report.
    ///
    /// - Parameter oddness: of each row, if that was asked for: it becomes a column.
    func rejecting(_ rejection: Report.Rejection, oddness: [Double]?) -> ClassifierRun {
        var run = self, rejection = rejection
        let fields = candidates.fields.map(\.name)
        guard let answer = fields.firstIndex(of: "class"), let best = fields.firstIndex(of: "probability") else {
            return run
        }
        for row in candidates.rows.indices {
            guard case .real(let probability) = candidates.rows[row][best],
                case .text(let name) = candidates.rows[row][answer]
            else { continue }
            let isDoubtful = !(probability >= rejection.threshold)
            let isOdd = oddness.map { $0[row] > rejection.odder ?? 1 } ?? false
            guard isDoubtful || isOdd else { continue }
            run.candidates.rows[row][answer] = .text(Self.noneOfThese)
            if isDoubtful { rejection.count += 1 } else { rejection.oddCount = (rejection.oddCount ?? 0) + 1 }
            if let number = report.classNames.firstIndex(of: name) { run.report.counts[number].predicted -= 1 }
        }
        run.candidates.infos.append(.init(name: "none_below", value: "\(rejection.threshold)"))
        if let oddness {
            run.candidates.fields.append(
                SpectrumColumns.number(
                    "oddness", "stat.value", "Share of the spectra learnt from that are less odd"))
            for row in oddness.indices { run.candidates.rows[row].append(.real(oddness[row])) }
        }
        run.report.rejection = rejection
        run.report.facts += rejection.lines.map { .init(name: "None of these", value: $0) }
        return run
    }
}

extension Report.Rejection {
    /// What was left without an answer, and how much of it.
    var lines: [String] {
        (threshold > 0 ? ["none of these (probability below \(threshold.brief)): \(count)"] : [])
            + (odder.map { ["none of these (odder than \($0.percent) of the spectra learnt from): \(oddCount ?? 0)"] }
                ?? [])
    }
}
