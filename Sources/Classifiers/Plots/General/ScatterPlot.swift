// SPDX-License-Identifier: Apache-2.0

/// Points in the plane, coloured by series, with a legend.
struct ScatterPlot {
    /// One set of points of one colour.
    struct Series {
        /// For the legend; empty for none.
        var name: String
        /// Points with a coordinate that is not finite are left out.
        var points: [(x: Double, y: Double)]
        var colour: String
    }

    /// File name without suffix.
    var name: String
    var title: String
    var xLabel: String
    var yLabel: String
    /// Drawn in this order, the last on top.
    var series: [Series]
    /// Whether a unit is as long along x as along y.
    var isometric = false

    /// More points than this are thinned evenly: the picture stays the same, the file small.
    static let limit = 12_000

    /// - Parameter description: what it shows, for those who cannot see it.
    func plot(description: String) -> Plot {
        let left = 66.0, top = 18.0, width = 640.0, height = 480.0
        let finite = series.map { one in
            Series(
                name: one.name, points: one.points.filter { $0.x.isFinite && $0.y.isFinite }, colour: one.colour)
        }
        let (xs, ys) = ranges(of: finite.flatMap(\.points), aspect: width / height)
        let named = finite.filter { !$0.name.isEmpty }
        var drawing = Drawing(width: left + width + (named.isEmpty ? 20 : 170), height: top + height + 52)
        let x = Scale(xs.0, xs.1, from: left, to: left + width)
        let y = Scale(ys.0, ys.1, from: top + height, to: top)
        drawing.bottomAxis(x, y: top + height, label: xLabel, gridTo: top)
        drawing.leftAxis(y, x: left, label: yLabel, gridTo: left + width)
        let total = finite.reduce(0) { $0 + $1.points.count }
        let step = max(1, (total + Self.limit - 1) / Self.limit)
        let radius = total > 3000 ? 1.4 : total > 400 ? 2 : 3
        for one in finite {
            // Small series are the ones looked for; they are never thinned.
            let shown = one.points.count <= 500 ? 1 : step
            drawing.dots(
                stride(from: 0, to: one.points.count, by: shown).map { (x(one.points[$0].x), y(one.points[$0].y)) },
                radius: radius, fill: one.colour)
        }
        for (place, one) in named.prefix(20).enumerated() {
            let line = top + 14 + Double(place) * 20
            drawing.circle(x: left + width + 22, y: line - 4, radius: 5, fill: one.colour)
            drawing.text("\(one.name) (\(one.points.count))", x: left + width + 34, y: line)
        }
        return drawing.plot(name: name, title: title, description: description)
    }

    /// With a margin of 3 % on each side.
    private func ranges(
        of points: [(x: Double, y: Double)], aspect: Double
    ) -> (x: (Double, Double), y: (Double, Double)) {
        func padded(_ values: [Double]) -> (Double, Double) {
            let low = values.min() ?? 0, high = values.max() ?? 1
            let margin = high > low ? (high - low) * 0.03 : 0.5
            return (low - margin, high + margin)
        }
        var x = padded(points.map(\.x)), y = padded(points.map(\.y))
        guard isometric else { return (x, y) }
        let unit = max((x.1 - x.0) / aspect, y.1 - y.0)
        let middle = ((x.0 + x.1) / 2, (y.0 + y.1) / 2)
        x = (middle.0 - unit * aspect / 2, middle.0 + unit * aspect / 2)
        y = (middle.1 - unit / 2, middle.1 + unit / 2)
        return (x, y)
    }
}
