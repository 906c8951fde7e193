// SPDX-License-Identifier: Apache-2.0

import Learning

/// Accuracy of rows of similar signal-to-noise, with intervals.
enum SignalToNoisePlot {
    static func plot(_ bins: [Evaluation.SignalToNoiseBin]) -> Plot {
        let left = 62.0, top = 16.0, width = 360.0, height = 270.0
        var drawing = Drawing(width: left + width + 24, height: top + height + 104)
        let y = Scale(0, 1, from: top + height, to: top)
        drawing.leftAxis(y, x: left, label: "accuracy", gridTo: left + width)
        drawing.line(left, top + height, left + width, top + height, stroke: Palette.soft)
        let step = width / Double(max(bins.count, 1))
        for (number, bin) in bins.enumerated() {
            let x = left + (Double(number) + 0.5) * step
            drawing.line(x, y(bin.accuracy.low), x, y(bin.accuracy.high), stroke: Palette.accent, width: 3)
            drawing.circle(x: x, y: y(bin.accuracy.value), radius: 5, fill: Palette.accent)
            drawing.text(
                "\(bin.low.short)–\(bin.high.short)", x: x, y: top + height + 18, size: 11, anchor: .middle,
                fill: Palette.soft)
            drawing.text(
                "\(bin.count)", x: x, y: top + height + 34, size: 11, anchor: .middle, fill: Palette.soft)
        }
        drawing.text("spectra", x: left - 7, y: top + height + 34, size: 11, anchor: .end, fill: Palette.soft)
        drawing.text(
            "signal-to-noise ratio per pixel", x: left + width / 2, y: top + height + 58, anchor: .middle)
        return drawing.plot(
            name: "signal-to-noise", title: "Accuracy against signal-to-noise",
            description: bins.map {
                "Signal-to-noise \($0.low.brief) to \($0.high.brief): accuracy \($0.accuracy.value.score)."
            }.joined(separator: " "))
    }
}
