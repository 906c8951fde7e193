// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

extension Interval {
    /// "0.917 [0.891, 0.940]".
    var text: String { "\(value.score) [\(low.score), \(high.score)]" }
}

extension Report {
    var headSection: String {
        let usual: [(String, String, String)] =
            evaluation.map { evaluation in
                let scores = evaluation.scores, base = evaluation.majority
                func card(_ name: String, _ ours: Interval, _ theirs: Interval) -> (String, String, String) {
                    (
                        ours.value.score, name,
                        "95 %: \(ours.low.score) – \(ours.high.score)\nbaseline \(theirs.value.score)"
                    )
                }
                return [
                    card("accuracy", scores.accuracy, base.accuracy),
                    card("balanced accuracy", scores.balancedAccuracy, base.balancedAccuracy),
                    card("macro F1", scores.macroF1, base.macroF1),
                    (
                        "\(evaluation.rows)", "labelled spectra",
                        "of \(evaluation.objects) objects, \(classNames.count) classes"
                    ),
                ]
            } ?? [
                ("\(spectra)", "spectra classified", "of \(objects) objects"),
                ("\(classNames.count)", "classes", classNames.joined(separator: ", ")),
            ]
        let cards = highlights.isEmpty ? usual : highlights.map { ($0.value, $0.name, $0.note) }
        return """
            <header>
            <h1>\(title.escapedForMarkup)</h1>
            <p class="soft">\(spectra) spectra on \(grid.escapedForMarkup). secchi \(version.escapedForMarkup).</p>
            <div class="cards">
            \(cards.map { card in
                "<div class=\"card\"><b>\(card.0.escapedForMarkup)</b>\(card.1.escapedForMarkup)"
                    + "<span>\(card.2.escapedForMarkup.replacingOccurrences(of: "\n", with: "<br>"))</span></div>"
            }.joined(separator: "\n"))
            </div>
            \(warnings.map { "<div class=\"warning\">\($0.escapedForMarkup)</div>" }.joined(separator: "\n"))
            </header>
            """
    }

    var scoreSection: String {
        guard let evaluation else { return "" }
        let gain = evaluation.gain.accuracy
        let verdict =
            gain.low > 0
            ? "It beats the baseline: accuracy rises by \(gain.text)."
            : "It is not clearly better than the baseline: accuracy changes by \(gain.text)."
        let outOfBag =
            evaluation.outOfBagError.map { error in
                " Out-of-bag accuracy of the final model is \((1 - error).score); it is flattered where one object has "
                    + "several spectra, so trust the cross-validation."
            } ?? ""
        return """
            <section>
            <h2>How good it is</h2>
            <p>\(evaluation.method.escapedForMarkup) \(verdict)\(outOfBag) Intervals (95 %) come from resampling objects.</p>
            \(figure(ScoresPlot.plot(evaluation, classNames: classNames), caption: ""))
            <div class="pair">
            \(figure(ConfusionPlot.plot(evaluation.confusion, classNames: classNames), caption: ""))
            <div class="scroll">\(classTable(evaluation))</div>
            </div>
            </section>
            """
    }

    private func classTable(_ evaluation: Evaluation) -> String {
        let scores = evaluation.scores
        func cell(_ interval: Interval) -> String {
            "<td>\(interval.value.score)<br><span class=\"soft\">\(interval.low.score) – \(interval.high.score)</span></td>"
        }
        let rows = classNames.enumerated().map { number, name in
            "<tr><td>\(swatch(number))\(name.escapedForMarkup)</td>"
                + "<td>\(evaluation.confusion.support(of: number) / max(evaluation.repeats, 1))</td>"
                + cell(scores.precision[number]) + cell(scores.recall[number]) + cell(scores.f1[number]) + "</tr>"
        }
        return """
            <table>
            <thead><tr><th scope="col">class</th><th scope="col">spectra</th><th scope="col">precision</th>\
            <th scope="col">recall</th><th scope="col">F1</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    var certaintySection: String {
        guard let evaluation else { return "" }
        let scores = evaluation.probabilities
        let ratio =
            evaluation.bySignalToNoise.isEmpty
            ? ""
            : figure(
                SignalToNoisePlot.plot(evaluation.bySignalToNoise),
                caption: "Below each point: signal-to-noise ratio and number of spectra.")
        let before = evaluation.uncalibrated.map {
            figure(
                CalibrationPlot.plot($0, name: "calibration-before", title: "Probabilities before calibration"),
                caption: "Before calibration: calibration error \($0.calibrationError.score).")
        }
        let words = evaluation.calibration.map { method in
            " All probabilities on this page and in the tables are calibrated (\(method.rawValue)): those of labelled "
                + "spectra by the predictions for the other folds, all others, and those that the model will give, by the "
                + "predictions for all folds."
        }
        return """
            <section>
            <h2>How sure it is</h2>
            <p>Log-loss \(scores.logLoss.score), Brier score \(scores.brier.score), calibration error \
            \(scores.calibrationError.score) (ten bins). Above the diagonal the classifier is more often right than its \
            probability says.\(words ?? "")</p>
            <div class="pair">
            \(before ?? "")
            \(figure(CalibrationPlot.plot(scores), caption: before == nil ? "" : "As they are given, calibrated."))
            </div>
            <div class="pair">
            \(ratio)
            </div>
            </section>
            """
    }

    func figure(_ plot: Plot, caption: String) -> String {
        let text = caption.isEmpty ? "" : "<figcaption>\(caption.escapedForMarkup)</figcaption>"
        return "<figure>\(plot.svg)\(text)</figure>"
    }

    func swatch(_ number: Int) -> String {
        "<span class=\"swatch\" style=\"background:\(Palette.ofClass(number))\"></span>"
    }
}
