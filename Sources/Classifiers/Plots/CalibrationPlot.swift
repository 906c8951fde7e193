// SPDX-License-Identifier: Apache-2.0

import Learning

/// How often the best class is right against its probability; on the diagonal probabilities mean what they say.
enum CalibrationPlot {
    static func plot(
        _ scores: ProbabilityScores, name: String = "calibration",
        title: String = "Do the probabilities mean what they say?"
    ) -> Plot {
        let left = 62.0, top = 16.0, size = 270.0
        var drawing = Drawing(width: left + size + 24, height: top + size + 104)
        let x = Scale(0, 1, from: left, to: left + size), y = Scale(0, 1, from: top + size, to: top)
        drawing.leftAxis(y, x: left, label: "share that is right", gridTo: left + size)
        drawing.line(x(0), y(0), x(1), y(1), stroke: Palette.soft, dash: "5 4")
        drawing.text("dashed: as often as it says", x: x(0.98), y: y(0.04), size: 11, anchor: .end, fill: Palette.soft)
        let most = Double(scores.calibration.map(\.count).max() ?? 1)
        let base = top + size + 48
        for bin in scores.calibration {
            let height = 42 * Double(bin.count) / most
            drawing.rectangle(
                x: x(bin.low) + 1.5, y: base - height, width: x(bin.high) - x(bin.low) - 3, height: height,
                fill: "#b9cde2")
        }
        drawing.curve(
            scores.calibration.map { (x($0.meanProbability), y($0.accuracy)) }, stroke: Palette.accent, width: 2)
        for bin in scores.calibration {
            drawing.circle(x: x(bin.meanProbability), y: y(bin.accuracy), radius: 4, fill: Palette.accent)
        }
        drawing.text("spectra", x: left - 7, y: base - 2, size: 11, anchor: .end, fill: Palette.soft)
        drawing.line(left, top + size, left + size, top + size, stroke: Palette.soft)
        drawing.bottomAxis(x, y: base, label: "probability of the best class", count: 5)
        return drawing.plot(
            name: name, title: title,
            description: scores.calibration.map {
                "Of \($0.count) spectra with probability \($0.meanProbability.score), \($0.accuracy.percent) are right."
            }.joined(separator: " "))
    }
}
