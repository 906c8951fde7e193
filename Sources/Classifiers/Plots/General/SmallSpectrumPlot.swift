// SPDX-License-Identifier: Apache-2.0

/// One spectrum, small, for a card: over another in grey to compare it with, the pixels that matter shaded.
struct SmallSpectrumPlot {
    /// Unique in a report.
    var name: String
    var title: String
    /// In `unit`, ascending.
    var wavelengths: [Double]
    var unit: String
    /// NaN where there are no data.
    var flux: [Float]
    /// What it is compared with; empty for nothing.
    var reference: [Float] = []
    /// Ranges of wavelength to look at.
    var shaded: [ClosedRange<Double>] = []
    var colour = Palette.accent

    /// - Parameter description: what it shows, for those who cannot see it.
    func plot(description: String) -> Plot {
        let width = 330.0, height = 150.0, left = 8.0, top = 8.0, bottom = 122.0
        var drawing = Drawing(width: width, height: height)
        let x = Scale(wavelengths.first ?? 0, wavelengths.last ?? 1, from: left, to: width - 8)
        let known = (flux + reference).filter(\.isFinite).map(Double.init).sorted()
        let y = Scale(known.isEmpty ? 0 : known[known.count / 200], known.last ?? 1, from: bottom - 4, to: top)
        for range in shaded {
            drawing.rectangle(
                x: x(range.lowerBound), y: top, width: max(x(range.upperBound) - x(range.lowerBound), 1.5),
                height: bottom - top, fill: Palette.warm, opacity: 0.16)
        }
        for line in SpectralLines.inside(x.data, unit: unit) where ["Hα", "Hβ", "Na D"].contains(line.name) {
            drawing.line(x(line.wavelength), top, x(line.wavelength), bottom, stroke: Palette.grid, dash: "3 3")
        }
        func points(_ flux: [Float]) -> [(x: Double, y: Double)] {
            zip(wavelengths, flux).map { (x: x($0), y: min(y(Double($1)), bottom)) }
        }
        drawing.curve(points(reference), stroke: "#aab4c0", width: 1.4)
        drawing.curve(points(flux), stroke: colour, width: 1.2)
        drawing.line(left, bottom, width - 8, bottom, stroke: Palette.soft)
        for tick in x.ticks(4) {
            drawing.line(x(tick), bottom, x(tick), bottom + 4, stroke: Palette.soft)
            drawing.text(tick.brief, x: x(tick), y: bottom + 17, size: 10, anchor: .middle, fill: Palette.soft)
        }
        return drawing.plot(name: name, title: title, description: description)
    }
}
