// SPDX-License-Identifier: Apache-2.0

/// Curves over one axis: components against wavelength, rates against each other, errors against size.
struct CurvePlot {
    /// One curve; it is broken where a coordinate is not finite.
    struct Curve {
        /// For the legend; empty for none.
        var name: String
        var points: [(x: Double, y: Double)]
        var colour: String
        /// Whether each point has a mark.
        var marked = false
    }

    /// File name without suffix.
    var name: String
    var title: String
    var xLabel: String
    var yLabel: String
    var curves: [Curve]
    /// Where the axes end; `nil` for where the data do.
    var xRange: ClosedRange<Double>?
    var yRange: ClosedRange<Double>?
    /// Unit of x if that is a wavelength: then the lines that astronomers know are marked.
    var wavelengthUnit: String?
    /// A line that shows what chance or perfection would give: its two ends.
    var reference: (from: (x: Double, y: Double), to: (x: Double, y: Double))?
    /// Pixels of the panel.
    var size = (width: 640.0, height: 320.0)

    /// - Parameter description: what it shows, for those who cannot see it.
    func plot(description: String) -> Plot {
        let left = 66.0, top = 30.0
        let named = curves.filter { !$0.name.isEmpty }
        var drawing = Drawing(
            width: left + size.width + (named.isEmpty ? 24 : 180), height: top + size.height + 52)
        let points = curves.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
        let x = Scale(
            xRange?.lowerBound ?? points.map(\.x).min() ?? 0, xRange?.upperBound ?? points.map(\.x).max() ?? 1,
            from: left, to: left + size.width)
        let y = Scale(
            yRange?.lowerBound ?? points.map(\.y).min() ?? 0, yRange?.upperBound ?? points.map(\.y).max() ?? 1,
            from: top + size.height, to: top)
        drawing.leftAxis(y, x: left, label: yLabel, gridTo: left + size.width)
        drawing.bottomAxis(x, y: top + size.height, label: xLabel, gridTo: top)
        if let wavelengthUnit { mark(SpectralLines.inside(x.data, unit: wavelengthUnit), x: x, in: &drawing, top: top) }
        if let reference {
            drawing.line(
                x(reference.from.x), y(reference.from.y), x(reference.to.x), y(reference.to.y), stroke: Palette.soft,
                dash: "4 4")
        }
        for curve in curves {
            let places = curve.points.map { (x: x($0.x), y: y($0.y)) }
            drawing.curve(places, stroke: curve.colour, width: 1.5)
            if curve.marked {
                for place in places where place.x.isFinite && place.y.isFinite {
                    drawing.circle(x: place.x, y: place.y, radius: 3, fill: curve.colour)
                }
            }
        }
        for (place, curve) in named.prefix(14).enumerated() {
            let line = top + 14 + Double(place) * 20
            drawing.line(
                left + size.width + 14, line - 4, left + size.width + 32, line - 4, stroke: curve.colour, width: 2.5)
            drawing.text(curve.name, x: left + size.width + 38, y: line)
        }
        return drawing.plot(name: name, title: title, description: description)
    }

    private func mark(
        _ lines: [(name: String, wavelength: Double)], x: Scale, in drawing: inout Drawing, top: Double
    ) {
        var labelEnd = -Double.infinity
        for line in lines {
            let place = x(line.wavelength), half = 3.2 * Double(line.name.count)
            drawing.line(place, top - 4, place, top + size.height, stroke: Palette.grid, dash: "3 3")
            guard place - half > labelEnd + 4 else { continue }
            drawing.text(line.name, x: place, y: top - 9, size: 10, anchor: .middle, fill: Palette.soft)
            labelEnd = place + half
        }
    }
}
