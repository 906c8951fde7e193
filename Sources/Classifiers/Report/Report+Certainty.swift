// SPDX-License-Identifier: Apache-2.0

import Learning

extension Report {
    /// What the probabilities are worth: ranking, leaving out, calibration, sets; none for reports of earlier versions.
    var certaintySections: [Section] {
        guard let certainty = evaluation?.certainty, certainty.rankings.count == classNames.count else { return [] }
        return [rankingSection(certainty), promiseSection(certainty)]
    }

    private func rankingSection(_ certainty: CertaintyEvaluation) -> Section {
        func curves(_ point: (RankingCurve.Point) -> (x: Double, y: Double), from start: [(x: Double, y: Double)])
            -> [CurvePlot.Curve]
        {
            certainty.rankings.enumerated().map { number, ranking in
                CurvePlot.Curve(
                    name: classNames[number], points: start + ranking.points.map(point),
                    colour: Palette.ofClass(number))
            }
        }
        var roc = CurvePlot(
            name: "roc", title: "Found against falsely taken", xLabel: "share of other spectra taken for the class",
            yLabel: "share of the class found",
            curves: curves({ ($0.falsePositiveRate, $0.truePositiveRate) }, from: [(0, 0)]))
        roc.xRange = 0...1
        roc.yRange = 0...1
        roc.reference = ((0, 0), (1, 1))
        roc.size = (320, 320)
        var precision = CurvePlot(
            name: "precision-recall", title: "Purity against completeness", xLabel: "completeness (recall)",
            yLabel: "purity (precision)", curves: curves({ ($0.truePositiveRate, $0.precision) }, from: []))
        precision.xRange = 0...1
        precision.yRange = 0...1
        precision.size = (320, 320)
        let words = certainty.rankings.enumerated().map { number, ranking in
            "\(classNames[number]): area \(ranking.area.score), average precision \(ranking.averagePrecision.score)."
        }.joined(separator: " ")
        return Section(
            "How well it ranks",
            text:
                "Candidates of one class sorted by its probability, against all others. The area below the left curve is "
                + "the chance that a spectrum of the class comes before another one (0.5 by luck); average precision is "
                + "the purity over all completenesses (by luck the share of the class), and is what counts for rare "
                + "classes.",
            figures: [.init(roc.plot(description: words)), .init(precision.plot(description: words))],
            table: Table(
                columns: ["class", "spectra", "area below ROC", "average precision", "by luck"],
                rows: certainty.rankings.enumerated().map { number, ranking in
                    let share = Double(ranking.members) / Double(max(ranking.members + ranking.others, 1))
                    return [
                        classNames[number], "\(ranking.members)", ranking.area.score, ranking.averagePrecision.score,
                        share.score,
                    ]
                }))
    }

    private func promiseSection(_ certainty: CertaintyEvaluation) -> Section {
        var rejection = CurvePlot(
            name: "rejection", title: "Leaving out what is doubtful", xLabel: "share of the spectra that is answered",
            yLabel: "share of the answers that is right",
            curves: [
                CurvePlot.Curve(
                    name: "", points: certainty.rejection.points.map { ($0.coverage, $0.accuracy) },
                    colour: Palette.accent)
            ])
        rejection.xRange = 0...1
        rejection.yRange = min(certainty.rejection.points.map(\.accuracy).min() ?? 0, 0.9)...1
        rejection.size = (480, 240)
        let levels = [0.9, 0.95, 0.99].map { accuracy in
            certainty.rejection.threshold(forAccuracy: accuracy).map { point in
                "\(accuracy.percent) right: answer above probability \(point.threshold.score), that is "
                    + "\(point.coverage.percent) of the spectra."
            } ?? "\(accuracy.percent) right: not reached."
        }.joined(separator: " ")
        let used = evaluation?.calibration
        var rows = [
            ["not calibrated"] + (evaluation.map { scores($0.uncalibrated ?? $0.probabilities) } ?? [])
        ]
        rows += certainty.calibrations.map {
            ["\($0.method.rawValue) calibration\($0.method == used ? " (used)" : "")"] + scores($0.scores)
        }
        let sets = certainty.sets.map { set in
            let kind = set.score == .adaptive ? "adaptive" : set.perClass ? "smallest, promised per class" : "smallest"
            let least = set.check.classCoverage.filter { !$0.isNaN }.min() ?? .nan
            return "\(kind): \(set.check.coverage.percent) of the sets hold the class (worst class \(least.percent)), "
                + "with \(set.check.meanSize.score) classes in the mean."
        }.joined(separator: " ")
        return Section(
            "What can be promised",
            text: "\(levels) Sets of classes that hold the true one for 90 % of new objects (conformal prediction): "
                + "\(sets) The table shows what each way of calibration does to the probabilities; each fold was calibrated "
                + "and promised by the others.",
            figures: [.init(rejection.plot(description: levels))],
            table: Table(columns: ["probabilities", "log-loss", "Brier score", "calibration error"], rows: rows))
    }

    private func scores(_ scores: ProbabilityScores) -> [String] {
        [scores.logLoss.score, scores.brier.score, scores.calibrationError.score]
    }
}
