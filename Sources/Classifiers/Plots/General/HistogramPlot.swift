// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How often a number has which value.
struct HistogramPlot {
    /// File name without suffix.
    var name: String
    var title: String
    /// What the number is, with its unit.
    var label: String
    /// What is not finite is left out.
    var values: [Double]
    /// Values with a mark of their own, as thresholds: value and its name.
    var marks: [(value: Double, name: String)] = []
    /// Whether counts are drawn by their logarithm, which shows the rare ones.
    var logarithmic = false

    /// - Parameter description: what it shows, for those who cannot see it.
    func plot(description: String) -> Plot {
        let left = 66.0, top = 24.0, width = 640.0, height = 260.0
        let known = values.filter(\.isFinite).sorted()
        var drawing = Drawing(width: left + width + 24, height: top + height + 52)
        let x = Scale(known.first ?? 0, known.last ?? 1, from: left, to: left + width)
        let bins = max(1, min(60, Int(Double(known.count).squareRoot().rounded(.up))))
        let span = x.data.upperBound - x.data.lowerBound
        var counts = [Int](repeating: 0, count: bins)
        for value in known {
            counts[min(bins - 1, Int((value - x.data.lowerBound) / span * Double(bins)))] += 1
        }
        func level(_ count: Int) -> Double { logarithmic ? log10(Double(count) + 1) : Double(count) }
        let y = Scale(0, max(level(counts.max() ?? 1), 1e-9), from: top + height, to: top)
        drawing.leftAxis(
            y, x: left, label: logarithmic ? "log10 (spectra + 1)" : "spectra", gridTo: left + width)
        for (bin, count) in counts.enumerated() where count > 0 {
            let from = left + width * Double(bin) / Double(bins)
            let height = top + height - y(level(count))
            drawing.rectangle(
                x: from + 0.5, y: y(level(count)), width: max(width / Double(bins) - 1, 0.5), height: height,
                fill: Palette.accent, opacity: 0.75)
        }
        drawing.bottomAxis(x, y: top + height, label: label)
        for mark in marks where x.data.contains(mark.value) {
            drawing.line(x(mark.value), top - 4, x(mark.value), top + height, stroke: Palette.warm, dash: "4 3")
            drawing.text(mark.name, x: x(mark.value), y: top - 9, size: 11, anchor: .middle, fill: Palette.warm)
        }
        return drawing.plot(name: name, title: title, description: description)
    }
}
