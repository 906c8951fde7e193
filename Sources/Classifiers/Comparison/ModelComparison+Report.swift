// SPDX-License-Identifier: Apache-2.0

import Execution
public import Foundation
import Learning
import VOTable

extension ModelComparison {
    /// The report, and as main table the spectra that the two answer differently.
    ///
    /// - Parameters:
    ///   - names: what the two are called, first and second.
    ///   - inputs: what a job document names, by role.
    ///   - parameters: of the comparison, a JSON object.
    public func run(
        names: (first: String, second: String), dataset: String, inputs: [String: String], parameters: Data
    ) -> ClassifierRun {
        var report = Report(
            title: "\(names.second) against \(names.first): \(dataset)", module: "compare",
            version: ProgramVersion.current, dataset: dataset, classNames: [], spectra: spectrumCount, labelled: 0,
            objects: objectCount, counts: [], evaluation: nil,
            meanSpectra: .init(wavelengths: [], unit: "", medium: "unknown", classes: []), importance: nil,
            examples: [], highlights: highlights(names), sections: [section(names), disagreementSection(names)],
            facts: [.init(name: "First", value: names.first), .init(name: "Second", value: names.second)],
            warnings: [], parameters: String(decoding: parameters, as: UTF8.self), recipe: nil,
            grid: "the same \(folds) folds" + (repeats > 1 ? ", \(repeats) times" : ""))
        report.inputs = inputs
        return ClassifierRun(candidates: table, plots: report.plots, report: report)
    }

    private func highlights(_ names: (first: String, second: String)) -> [Report.Highlight] {
        func card(_ name: String, _ gain: Interval, _ one: Interval, _ two: Interval) -> Report.Highlight {
            .init(
                gain.value.signed, "\(name): second minus first",
                note: "95 %: \(gain.low.signed) to \(gain.high.signed); \(one.value.score) against \(two.value.score)")
        }
        return [
            card("accuracy", difference.accuracy, first.accuracy, second.accuracy),
            card("macro F1", difference.macroF1, first.macroF1, second.macroF1),
            .init(
                objects.probability.short, "chance of such a difference between objects",
                note: "\(objects.firstOnly) objects better by the first, \(objects.secondOnly) by the second"),
        ]
    }

    private func section(_ names: (first: String, second: String)) -> Report.Section {
        let gain = difference.macroF1
        let verdict =
            gain.low > 0
            ? "\(names.second) is better: macro F1 is higher by \(gain.value.score), and its interval does not reach 0."
            : gain.high < 0
                ? "\(names.second) is worse: macro F1 is lower by \((-gain.value).score), and its interval does not reach 0."
                : "The two cannot be told apart by macro F1: the interval of the difference holds 0."
        func line(_ name: String, _ test: ResampledTTest) -> [String] {
            [
                "\(name) over the folds, corrected t test", test.meanDifference.signed,
                "t = \(test.statistic.short), \(test.degreesOfFreedom) degrees of freedom", test.probability.short,
            ]
        }
        var rows: [(name: String, ours: Interval, base: Interval, bold: Bool)] = [
            ("accuracy", second.accuracy, first.accuracy, true),
            ("balanced accuracy", second.balancedAccuracy, first.balancedAccuracy, true),
            ("macro F1", second.macroF1, first.macroF1, true),
        ]
        for (number, name) in classNames.enumerated() {
            rows.append(("F1 of \(name)", second.f1[number], first.f1[number], false))
        }
        return Report.Section(
            "Which is better",
            text:
                "\(verdict) Both were judged on the same folds, so that the luck of the split is the same for both. Intervals "
                + "come from resampling objects; the test over folds corrects for training sets that overlap (Nadeau & "
                + "Bengio 2003); the test over objects counts those of which one of the two gets more spectra right "
                + "(McNemar 1947). A small probability says that chance alone would hardly do it.",
            figures: [
                .init(
                    ScoresPlot.plot(
                        rows, ours: names.second, base: names.first, title: "Scores of the two on the same folds"))
            ],
            table: .init(
                columns: ["test", "second minus first", "", "probability by chance"],
                rows: [
                    line("accuracy", foldAccuracy), line("macro F1", foldMacroF1),
                    [
                        "objects, McNemar", "\(objects.secondOnly - objects.firstOnly) objects",
                        "\(objects.firstOnly) better by the first, \(objects.secondOnly) by the second",
                        objects.probability.short,
                    ],
                ]))
    }

    private func disagreementSection(_ names: (first: String, second: String)) -> Report.Section {
        func count(_ isIt: (Pair) -> Bool) -> String { "\(disagreements.count(where: isIt))" }
        return Report.Section(
            "Where they disagree",
            text:
                "\(disagreements.count) of \(spectrumCount * repeats) predictions differ; all are in disagreements.vot. Look "
                + "at those that the better one gets wrong: an ensemble of both may have them right.",
            table: .init(
                columns: ["right is", "predictions"],
                rows: [
                    ["first: \(names.first)", count { $0.first.answer == $0.first.label }],
                    ["second: \(names.second)", count { $0.second.answer == $0.first.label }],
                    ["neither", count { $0.first.answer != $0.first.label && $0.second.answer != $0.first.label }],
                ]))
    }

    /// One row per prediction that differs.
    private var table: ResultTable {
        func number(_ value: Double) -> VOTableValue { value.isFinite ? .real(value) : .null }
        return ResultTable(
            name: "disagreements", description: "Labelled spectra that the two methods take for different classes",
            fields: [
                SpectrumColumns.text("id", "meta.id;meta.main", "Identifier of the spectrum in its dataset"),
                SpectrumColumns.text("group", "meta.id.assoc", "Name that spectra of one object share"),
                SpectrumColumns.label,
                SpectrumColumns.count("repeat", "meta.number", "Number of the cross-validation, from 1"),
                SpectrumColumns.text("class_first", "src.class", "Most probable class by the first"),
                SpectrumColumns.number("probability_first", "stat.probability", "Probability of that class"),
                SpectrumColumns.text("class_second", "src.class", "Most probable class by the second"),
                SpectrumColumns.number("probability_second", "stat.probability", "Probability of that class"),
                SpectrumColumns.text("right", "meta.note", "first, second or neither"),
            ],
            rows: disagreements.map { pair in
                let right =
                    pair.first.answer == pair.first.label
                    ? "first" : pair.second.answer == pair.first.label ? "second" : "neither"
                return [
                    .text(pair.first.id), .text(pair.first.group), .text(pair.first.label),
                    .integer(Int64(pair.first.round)), .text(pair.first.answer), number(pair.first.probability),
                    .text(pair.second.answer), number(pair.second.probability), .text(right),
                ]
            })
    }
}

extension Double {
    /// "+0.012".
    fileprivate var signed: String { isFinite ? String(format: "%+.3f", self) : "–" }
}
