// SPDX-License-Identifier: Apache-2.0

import Learning

/// The confusion matrix as a heat map: colour is the share of the true class, the number the count.
enum ConfusionPlot {
    static func plot(_ matrix: ConfusionMatrix, classNames: [String]) -> Plot {
        let count = matrix.classCount
        let cell = count <= 4 ? 84.0 : count <= 8 ? 60 : count <= 14 ? 40 : 26
        let left = 30 + 8 * Double(min(classNames.map(\.count).max() ?? 1, 14)), top = 40.0
        let rotated = count > 8 || classNames.contains { Double($0.count) * 7.5 > cell }
        let bottom = rotated ? 46 + 7.2 * Double(min(classNames.map(\.count).max() ?? 1, 14)) : 52
        let size = cell * Double(count)
        var drawing = Drawing(width: left + size + 16, height: top + size + bottom)
        drawing.text("known class", x: 14, y: top + size / 2, anchor: .middle, fill: Palette.soft, rotated: true)
        for label in 0..<count {
            let support = matrix.support(of: label)
            for prediction in 0..<count {
                let number = matrix[label, prediction]
                let share = support == 0 ? 0 : Double(number) / Double(support)
                let x = left + Double(prediction) * cell, y = top + Double(label) * cell
                drawing.rectangle(
                    x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, fill: Palette.heat(share), corner: 3)
                let fill = share > 0.5 ? Palette.paper : number == 0 ? "#8793a1" : Palette.ink
                let large = cell >= 60
                drawing.text(
                    "\(number)", x: x + cell / 2, y: y + cell / 2 + (large ? 0 : 4),
                    size: large ? 15 : cell >= 40 ? 12 : 9, anchor: .middle, fill: fill, bold: label == prediction)
                if large, support > 0 {
                    drawing.text(
                        percent(share), x: x + cell / 2, y: y + cell / 2 + 17, size: 11, anchor: .middle, fill: fill)
                }
            }
            let middle = (Double(label) + 0.5) * cell
            drawing.text(short(classNames[label]), x: left - 8, y: top + middle + 4, anchor: .end, bold: true)
            drawing.text(
                short(classNames[label]), x: left + middle + (rotated ? 4 : 0), y: top + size + 18,
                anchor: rotated ? .end : .middle, bold: true, rotated: rotated)
        }
        drawing.text("share of the known class", x: left, y: 14, size: 11, fill: Palette.soft)
        for step in 0..<40 {
            drawing.rectangle(
                x: left + 150 + Double(step) * 2.5, y: 5, width: 2.7, height: 11, fill: Palette.heat(Double(step) / 39))
        }
        drawing.text("0 – 100 %", x: left + 256, y: 14, size: 11, fill: Palette.soft)
        drawing.text(
            "predicted class", x: left + size / 2, y: top + size + bottom - 8, anchor: .middle, fill: Palette.soft)
        return drawing.plot(
            name: "confusion", title: "Confusion matrix",
            description: "Rows are the known classes, columns the predicted ones. "
                + (0..<count).map {
                    "Of \(matrix.support(of: $0)) \(classNames[$0]), \(matrix[$0, $0]) were recognised."
                }.joined(separator: " "))
    }

    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    private static func short(_ name: String) -> String { name.count > 14 ? name.prefix(13) + "…" : name }
}
