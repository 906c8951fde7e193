// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

extension Report {
    /// The page: one self-contained HTML 5 document with inline SVG, without scripts or anything from outside.
    public var html: String {
        let sections = [
            headSection, scoreSection, certaintySection,
            certaintySections.map(\.html).joined(separator: "\n"), importanceSection,
            self.sections.map(\.html).joined(separator: "\n"), exampleSections, predictionSection, repeatSection,
        ]
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="secchi \(version.escapedForMarkup)">
            <title>\(title.escapedForMarkup)</title>
            <style>\(PageStyle.css)</style>
            </head>
            <body>
            <main>
            \(sections.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    /// The key plots on their own.
    public var plots: [Plot] {
        var plots: [Plot] = []
        if let evaluation {
            plots.append(ScoresPlot.plot(evaluation, classNames: classNames))
            plots.append(ConfusionPlot.plot(evaluation.confusion, classNames: classNames))
            plots.append(CalibrationPlot.plot(evaluation.probabilities))
            if let before = evaluation.uncalibrated {
                plots.append(
                    CalibrationPlot.plot(
                        before, name: "calibration-before", title: "Probabilities before calibration"))
            }
            if !evaluation.bySignalToNoise.isEmpty {
                plots.append(SignalToNoisePlot.plot(evaluation.bySignalToNoise))
            }
        }
        plots += certaintySections.flatMap { $0.figures.map(\.plot) }
        if !meanSpectra.classes.isEmpty {
            plots.append(ImportancePlot.plot(meanSpectra, importance: importance, classNames: classNames))
        }
        return plots + sections.flatMap { $0.figures.map(\.plot) }
    }

    /// The scores, or for a run without labels the number of spectra per class, or what the module holds worth a card;
    /// one fact a line.
    public var summaryLines: [String] {
        if !highlights.isEmpty {
            let width = highlights.map(\.name.count).max() ?? 0
            return highlights.map { highlight in
                let note = highlight.note.isEmpty ? "" : "   " + highlight.note
                return highlight.name.padding(toLength: width, withPad: " ", startingAt: 0)
                    + "  \(highlight.value)\(note)"
            } + warnings.map { "warning: \($0)" }
        }
        guard let evaluation else {
            return zip(classNames, counts).map { name, count in
                "\(name): \(count.predicted) \(count.predicted == 1 ? "spectrum" : "spectra")"
            } + (rejection.map(\.lines) ?? [])
        }
        let scores = evaluation.scores, base = evaluation.majority
        return [
            "accuracy           \(scores.accuracy.text)   baseline \(base.accuracy.value.score)",
            "balanced accuracy  \(scores.balancedAccuracy.text)   baseline \(base.balancedAccuracy.value.score)",
            "macro F1           \(scores.macroF1.text)   baseline \(base.macroF1.value.score)",
            "log-loss \(evaluation.probabilities.logLoss.score)   Brier \(evaluation.probabilities.brier.score)   "
                + "calibration error \(evaluation.probabilities.calibrationError.score)",
            "\(evaluation.rows) labelled spectra of \(evaluation.objects) objects, \(evaluation.folds) folds by object",
        ] + warnings.map { "warning: \($0)" }
    }
}
