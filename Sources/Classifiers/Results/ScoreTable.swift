// SPDX-License-Identifier: Apache-2.0

import Learning
import VOTable

/// The scores of each class as a table, to be read by programs.
enum ScoreTable {
    static func make(_ evaluation: Evaluation, classNames: [String]) -> ResultTable {
        func number(_ name: String, _ description: String) -> [VOTableField] {
            [
                VOTableField(name: name, datatype: .double, ucd: "stat.value", description: description),
                VOTableField(
                    name: name + "_low", datatype: .double, ucd: "stat.min",
                    description: "Lower end of its 95 % interval"),
                VOTableField(
                    name: name + "_high", datatype: .double, ucd: "stat.max",
                    description: "Upper end of its 95 % interval"),
            ]
        }
        let fields =
            [
                VOTableField(
                    name: "class", datatype: .char, arraysize: "*", ucd: "src.class", description: "Name of the class"),
                VOTableField(
                    name: "spectra", datatype: .long, ucd: "meta.number", description: "Labelled spectra of the class"),
            ] + number("precision", "Share of the spectra taken for the class that are of it")
            + number("recall", "Share of the spectra of the class that were taken for it")
            + number("f1", "Harmonic mean of precision and recall")
        let scores = evaluation.scores
        func cells(_ interval: Interval) -> [VOTableValue] {
            [interval.value, interval.low, interval.high].map { $0.isFinite ? .real($0) : .null }
        }
        let rows = classNames.enumerated().map { number, name -> [VOTableValue] in
            [.text(name), .integer(Int64(evaluation.confusion.support(of: number) / evaluation.repeats))]
                + cells(scores.precision[number]) + cells(scores.recall[number]) + cells(scores.f1[number])
        }
        let infos = [("accuracy", scores.accuracy), ("macro_f1", scores.macroF1)].map { name, interval in
            VOTableDocument.Info(name: name, value: "\(interval.value)")
        }
        return ResultTable(
            name: "scores", description: "Scores of each class on objects that the models had not seen",
            fields: fields, rows: rows, infos: infos)
    }
}
