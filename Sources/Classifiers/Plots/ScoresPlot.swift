// SPDX-License-Identifier: Apache-2.0

import Learning

/// Scores as points with their intervals, the baseline as an open mark in the same row.
enum ScoresPlot {
    static func plot(_ evaluation: Evaluation, classNames: [String]) -> Plot {
        let scores = evaluation.scores, baseline = evaluation.majority
        var rows: [(name: String, ours: Interval, base: Interval, bold: Bool)] = [
            ("accuracy", scores.accuracy, baseline.accuracy, true),
            ("balanced accuracy", scores.balancedAccuracy, baseline.balancedAccuracy, true),
            ("macro F1", scores.macroF1, baseline.macroF1, true),
        ]
        for (number, name) in classNames.enumerated() {
            rows.append(("F1 of \(name)", scores.f1[number], baseline.f1[number], false))
        }
        return plot(
            rows, ours: "this classifier", base: "baseline: always the most frequent class",
            title: "Scores and baseline")
    }

    /// Any scores of two methods, row by row.
    ///
    /// - Parameters:
    ///   - ours: what the filled marks are.
    ///   - base: what the open marks are.
    static func plot(
        _ rows: [(name: String, ours: Interval, base: Interval, bold: Bool)], ours: String, base: String, title: String
    ) -> Plot {
        let left = 150.0, right = 480.0, step = 25.0, top = 34.0
        let bottom = top + step * Double(rows.count)
        var drawing = Drawing(width: right + 150, height: bottom + 46)
        let scale = Scale(0, 1, from: left, to: right)
        drawing.bottomAxis(scale, y: bottom, label: "score", count: 5, gridTo: top - 8)
        for (number, row) in rows.enumerated() {
            let y = top + step * (Double(number) + 0.5)
            drawing.text(row.name, x: left - 12, y: y + 4, anchor: .end, bold: row.bold)
            if row.base.value.isFinite {
                drawing.circle(x: scale(row.base.value), y: y, radius: 4.5, fill: Palette.paper, stroke: Palette.warm)
            }
            guard row.ours.value.isFinite else { continue }
            if row.ours.low.isFinite, row.ours.high.isFinite {
                drawing.line(scale(row.ours.low), y, scale(row.ours.high), y, stroke: Palette.accent, width: 3)
            }
            drawing.circle(x: scale(row.ours.value), y: y, radius: 5, fill: Palette.accent)
            drawing.text(
                "\(row.ours.value.score)  [\(row.ours.low.score), \(row.ours.high.score)]", x: right + 12, y: y + 4,
                size: 11)
        }
        drawing.circle(x: left + 6, y: 12, radius: 5, fill: Palette.accent)
        drawing.text("\(ours), 95 % interval", x: left + 16, y: 16, size: 11, fill: Palette.soft)
        let second = left + 106 + 6.3 * Double(ours.count)
        drawing.circle(x: second, y: 12, radius: 4.5, fill: Palette.paper, stroke: Palette.warm)
        drawing.text(base, x: second + 10, y: 16, size: 11, fill: Palette.soft)
        return drawing.plot(
            name: "scores", title: title,
            description: rows.map { "\($0.name) \($0.ours.value.score), \(base) \($0.base.value.score)." }
                .joined(separator: " "))
    }
}
