// SPDX-License-Identifier: Apache-2.0

import Learning

/// The scores of searched settings by rank, with the range over the parts; the chosen and the given one stand out.
enum SearchPlot {
    static func plot(_ lines: [SearchFindings.Line], scoreName: String) -> Plot {
        let left = 66.0, top = 34.0, width = 560.0, height = 220.0
        let judged = lines.filter { $0.trial.mean.isFinite }
        let scores = judged.flatMap(\.trial.scores)
        var drawing = Drawing(width: left + width + 24, height: top + height + 52)
        let room = max((scores.max() ?? 1) - (scores.min() ?? 0), 0.01) * 0.06
        let y = Scale((scores.min() ?? 0) - room, (scores.max() ?? 1) + room, from: top + height, to: top)
        let x = Scale(0.5, Double(max(judged.count, 1)) + 0.5, from: left, to: left + width)
        drawing.leftAxis(y, x: left, label: scoreName, gridTo: left + width)
        drawing.line(left, top + height, left + width, top + height, stroke: Palette.soft)
        let step = max(1, judged.count / 10)
        for (place, line) in judged.enumerated() {
            let middle = x(Double(place + 1))
            let colour = place == 0 ? Palette.accent : line.candidate == 0 ? Palette.warm : Palette.unknown
            if let low = line.trial.scores.min(), let high = line.trial.scores.max() {
                drawing.line(middle, y(low), middle, y(high), stroke: colour, width: judged.count > 120 ? 1 : 2)
            }
            drawing.circle(
                x: middle, y: y(line.trial.mean), radius: judged.count > 120 ? 2 : 4, fill: colour)
            if place % step == 0 {
                drawing.text(
                    "\(place + 1)", x: middle, y: top + height + 17, size: 11, anchor: .middle, fill: Palette.soft)
            }
        }
        drawing.text("rank of the setting", x: left + width / 2, y: top + height + 38, anchor: .middle)
        drawing.circle(x: left + 6, y: 12, radius: 4, fill: Palette.accent)
        drawing.text("best; line: from the least to the greatest of the parts", x: left + 16, y: 16, size: 11)
        if let place = judged.firstIndex(where: { $0.candidate == 0 }), place > 0 {
            drawing.circle(x: left + 326, y: 12, radius: 4, fill: Palette.warm)
            drawing.text("given by the job", x: left + 336, y: 16, size: 11)
        }
        return drawing.plot(
            name: "search", title: "Scores of the settings that were searched",
            description: judged.prefix(10).enumerated().map { place, line in
                "Rank \(place + 1): \(line.trial.mean.score) with \(line.values.joined(separator: ", "))."
            }.joined(separator: " "))
    }
}
