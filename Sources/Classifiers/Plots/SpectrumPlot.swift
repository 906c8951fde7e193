// SPDX-License-Identifier: Apache-2.0

/// One spectrum, small, over the mean of the class it is taken for.
enum SpectrumPlot {
    static func plot(_ example: Report.Example, means: Report.MeanSpectra, name: String, classNames: [String]) -> Plot {
        let width = 330.0, height = 150.0, left = 8.0, top = 8.0, bottom = 122.0
        var drawing = Drawing(width: width, height: height)
        let x = Scale(
            means.wavelengths.first ?? 0, means.wavelengths.last ?? 1, from: left, to: width - 8)
        let mean = means.classes.first { $0.number == example.predicted }?.flux ?? []
        let known = (example.flux + mean).filter(\.isFinite).map(Double.init).sorted()
        let low = known.isEmpty ? 0 : known[known.count / 200], high = known.last ?? 1
        let y = Scale(low, high, from: bottom - 4, to: top)
        for line in SpectralLines.inside(x.data, unit: means.unit) where ["Hα", "Hβ", "Na D"].contains(line.name) {
            drawing.line(x(line.wavelength), top, x(line.wavelength), bottom, stroke: Palette.grid, dash: "3 3")
        }
        func points(_ flux: [Float]) -> [(x: Double, y: Double)] {
            zip(means.wavelengths, flux).map { (x: x($0), y: min(y(Double($1)), bottom)) }
        }
        drawing.curve(points(mean), stroke: "#aab4c0", width: 1.4)
        drawing.curve(points(example.flux), stroke: Palette.ofClass(example.predicted), width: 1.2)
        drawing.line(left, bottom, width - 8, bottom, stroke: Palette.soft)
        for tick in x.ticks(4) {
            drawing.line(x(tick), bottom, x(tick), bottom + 4, stroke: Palette.soft)
            drawing.text(tick.brief, x: x(tick), y: bottom + 17, size: 10, anchor: .middle, fill: Palette.soft)
        }
        return drawing.plot(
            name: name, title: "Spectrum \(example.id)",
            description:
                "Taken for \(classNames[example.predicted]) with probability \(Double(example.probability).score)"
                + (example.label.map { ", known as \(classNames[$0])." } ?? "."))
    }
}
