// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

/// Accuracy and macro F1 against the number of spectra learnt from, each doubling a step, with intervals.
enum LearningCurvePlot {
    static func plot(_ curve: LearningCurve) -> Plot {
        let left = 66.0, top = 34.0, width = 560.0, height = 280.0
        var drawing = Drawing(width: left + width + 24, height: top + height + 52)
        let places = curve.points.map { log2(max($0.rows, 1)) }
        let kinds = [
            ("accuracy", Palette.accent, curve.points.map(\.accuracy)),
            ("macro F1", Palette.warm, curve.points.map(\.macroF1)),
        ]
        let ends = kinds.flatMap(\.2).flatMap { [$0.value, $0.low, $0.high] }.filter(\.isFinite)
        let x = Scale((places.min() ?? 0) - 0.25, (places.max() ?? 1) + 0.25, from: left, to: left + width)
        let y = Scale(max((ends.min() ?? 0) - 0.03, 0), min((ends.max() ?? 1) + 0.03, 1), from: top + height, to: top)
        drawing.leftAxis(y, x: left, label: "score on objects not seen", gridTo: left + width)
        drawing.line(left, top + height, left + width, top + height, stroke: Palette.soft)
        for (place, point) in zip(places, curve.points) {
            drawing.line(x(place), top + height, x(place), top + height + 4, stroke: Palette.soft)
            drawing.text(
                "\(Int(point.rows.rounded()))", x: x(place), y: top + height + 17, size: 11, anchor: .middle,
                fill: Palette.soft)
        }
        drawing.text(
            "spectra learnt from (each step doubles the objects)", x: left + width / 2, y: top + height + 38,
            anchor: .middle)
        for (number, (name, colour, scores)) in kinds.enumerated() {
            // Beside each other, so that intervals do not hide each other.
            let shift = number == 0 ? -3.0 : 3.0
            drawing.curve(
                zip(places, scores).map { (x($0) + shift, y($1.value)) }, stroke: colour, width: 1.5)
            for (place, score) in zip(places, scores) where score.value.isFinite {
                if score.low.isFinite, score.high.isFinite {
                    drawing.line(
                        x(place) + shift, y(score.low), x(place) + shift, y(score.high), stroke: colour, width: 2.5)
                }
                drawing.circle(x: x(place) + shift, y: y(score.value), radius: 4.5, fill: colour)
            }
            let start = left + 6 + Double(number) * 90
            drawing.circle(x: start, y: 12, radius: 4.5, fill: colour)
            drawing.text(name, x: start + 10, y: 16, size: 11)
        }
        drawing.text("lines: 95 % intervals", x: left + 190, y: 16, size: 11, fill: Palette.soft)
        return drawing.plot(
            name: "learning-curve", title: "Scores against the number of spectra learnt from",
            description: curve.points.map {
                "\(Int($0.rows.rounded())) spectra: accuracy \($0.accuracy.value.score), macro F1 \($0.macroF1.value.score)."
            }.joined(separator: " "))
    }
}
