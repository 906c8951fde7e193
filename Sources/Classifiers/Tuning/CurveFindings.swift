// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import VOTable

/// How scores rise with the spectra learnt from, for the report.
struct CurveFindings {
    /// Each a doubling: what counts is what twice the labels would bring.
    private static let shares = [1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1]

    let curve: LearningCurve

    /// - Parameter learn: given rows to learn from and rows to judge (numbers into `known`), a seed and a context, gives
    ///   probabilities for the latter.
    init(
        _ known: LabelledRows, folds: Int, resamples: Int, seed: UInt64, context: ExecutionContext,
        learn: ([Int], [Int], UInt64, ExecutionContext) throws -> ClassProbabilities
    ) throws {
        curve = try context.kept("curve") {
            try LearningCurve(
                shares: Self.shares, labels: known.labels, groups: known.groups, classCount: known.classNames.count,
                folds: folds, bootstrap: GroupBootstrap(groups: known.groups, resamples: resamples, seed: seed),
                seed: seed, context: context, learn: learn)
        }
    }

    var section: Report.Section {
        let last = curve.points.suffix(2)
        let verdict =
            last.first.flatMap { before in
                last.last.map { after -> String in
                    let gain = after.macroF1.value - before.macroF1.value
                    return after.macroF1.value > before.macroF1.high
                        ? "The last doubling brought \(gain.score) of macro F1: more labels would help further."
                        : "The last doubling brought \(gain.score) of macro F1, within the interval of the half: more labels "
                            + "would help little, or very many are needed."
                }
            } ?? ""
        return Report.Section(
            "Would more labels help",
            text:
                "The settings of the final model learnt from a 16th, an 8th, a quarter, a half and all of the training "
                + "objects of each fold, the smaller sets inside the larger ones, and were judged by the same spectra each "
                + "time. \(verdict)",
            figures: [.init(LearningCurvePlot.plot(curve))],
            table: .init(
                columns: ["spectra learnt from", "objects", "accuracy", "macro F1"],
                rows: curve.points.map {
                    [$0.rows.brief, $0.objects.brief, $0.accuracy.text, $0.macroF1.text]
                }))
    }

    /// One row per share.
    var table: ResultTable {
        let scores = [("accuracy", "Accuracy"), ("macro_f1", "Macro F1")].flatMap { name, words in
            [
                SpectrumColumns.number(name, "stat.value", "\(words) on objects not seen"),
                SpectrumColumns.number(name + "_low", "stat.min", "Lower end of its 95 % interval"),
                SpectrumColumns.number(name + "_high", "stat.max", "Upper end of its 95 % interval"),
            ]
        }
        func cell(_ value: Double) -> VOTableValue { value.isFinite ? .real(value) : .null }
        return ResultTable(
            name: "learning-curve", description: "Scores against the number of spectra learnt from",
            fields: [
                SpectrumColumns.number("share", "stat.value", "Share of the training objects of a fold"),
                SpectrumColumns.number("spectra", "meta.number", "Spectra learnt from, the mean over the folds"),
                SpectrumColumns.number("objects", "meta.number", "Objects learnt from, the mean over the folds"),
            ] + scores,
            rows: curve.points.map { point in
                [point.share, point.rows, point.objects].map(cell)
                    + [point.accuracy, point.macroF1].flatMap { [$0.value, $0.low, $0.high].map(cell) }
            })
    }
}
