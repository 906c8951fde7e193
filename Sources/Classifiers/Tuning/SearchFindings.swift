// SPDX-License-Identifier: Apache-2.0

import Learning
import Parameters
import VOTable

/// What a search found, for the report: all settings with their scores, the chosen ones, and how often folds chose them.
struct SearchFindings {
    /// One setting that was tried, the best first.
    struct Line {
        /// 0 is the setting of the run.
        var candidate: Int
        /// One for each of ``names``.
        var values: [String]
        var trial: CandidateSearch.Trial
        /// Folds of the outer cross-validation whose search chose it.
        var chosenInFolds: Int
    }

    let names: [String]
    let lines: [Line]
    private let tuning: TuningParameters
    private let folds: Int

    init<Parameters>(
        _ outcome: CandidateSearch.Outcome, candidates: SearchCandidates<Parameters>, chosenInFolds: [Parameters]
    ) {
        names = candidates.names
        lines = outcome.trials.map { trial in
            Line(
                candidate: trial.candidate, values: candidates.values(of: trial.candidate), trial: trial,
                chosenInFolds: chosenInFolds.count { $0 == candidates.all[trial.candidate] })
        }
        tuning = candidates.all[0].tuning
        folds = chosenInFolds.count
    }

    /// "trees 300, featureShare 0.12"
    var chosenText: String { lines.first.map(text) ?? "" }

    private func text(_ line: Line) -> String {
        zip(names, line.values).map { "\($0) \($1)" }.joined(separator: ", ")
    }

    private var scoreName: String {
        switch CandidateSearch.Score(rawValue: tuning.searchScore) {
        case .accuracy: "accuracy"
        case .balancedAccuracy: "balanced accuracy"
        case .logLoss: "minus log-loss"
        default: "macro F1"
        }
    }

    var section: Report.Section {
        let halved = lines.contains { $0.trial.share < 1 }
        let given = lines.first { $0.candidate == 0 }
        let gain = given.map { given in
            given.candidate == lines.first?.candidate
                ? " The settings of the job are the best." : " The settings of the job have \(given.trial.mean.score)."
        }
        let shown = lines.prefix(30) + lines.dropFirst(30).filter { $0.candidate == 0 }
        return Report.Section(
            "Which settings are best",
            text:
                "\(lines.count) settings were judged by the \(scoreName) of a cross-validation in "
                + "\(tuning.searchFolds) parts inside the spectra learnt from. The final model has the best of them on all "
                + "labelled spectra: \(chosenText).\(gain ?? "") The scores at the head of this page know nothing of this "
                + "choice: each of their \(folds) folds searched by itself, and the last column says what it chose. The "
                + "scores below are those of the search and too good, since the best was picked."
                + (halved
                    ? " Halving gave all settings few objects to learn from, and those that did well more." : ""),
            figures: [.init(SearchPlot.plot(lines, scoreName: scoreName))],
            table: .init(
                columns: ["rank"] + names + [scoreName, "least and greatest of the parts"]
                    + (halved ? ["learnt from"] : []) + ["chosen by folds"],
                rows: shown.map { line in
                    let rank = (lines.firstIndex { $0.candidate == line.candidate } ?? 0) + 1
                    let scores = line.trial.scores
                    return ["\(rank)\(line.candidate == 0 ? " (given)" : "")"] + line.values
                        + [
                            line.trial.mean.score,
                            "\((scores.min() ?? .nan).score) – \((scores.max() ?? .nan).score)",
                        ] + (halved ? [line.trial.share.percent] : []) + ["\(line.chosenInFolds) of \(folds)"]
                }))
    }

    /// One row per setting, the best first.
    var table: ResultTable {
        func cell(_ value: Double?) -> VOTableValue { value.map { $0.isFinite ? .real($0) : .null } ?? .null }
        return ResultTable(
            name: "search", description: "The settings that were searched, the best first",
            fields: names.map { SpectrumColumns.text($0, "meta.code", "Value of the parameter \($0)") } + [
                SpectrumColumns.number("score", "stat.mean", "Mean \(scoreName) of the parts"),
                SpectrumColumns.number("score_low", "stat.min", "Least of the parts"),
                SpectrumColumns.number("score_high", "stat.max", "Greatest of the parts"),
                SpectrumColumns.number("share", "stat.value", "Share of the training objects that was learnt from"),
                SpectrumColumns.count("folds", "meta.number", "Folds of the cross-validation that chose it"),
                SpectrumColumns.text("origin", "meta.note", "given: the settings of the job; searched: any other"),
            ],
            rows: lines.map { line in
                line.values.map { .text($0) } + [
                    cell(line.trial.mean), cell(line.trial.scores.min()), cell(line.trial.scores.max()),
                    cell(line.trial.share), .integer(Int64(line.chosenInFolds)),
                    .text(line.candidate == 0 ? "given" : "searched"),
                ]
            })
    }
}
