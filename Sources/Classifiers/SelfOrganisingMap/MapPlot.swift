// SPDX-License-Identifier: Apache-2.0

import Learning

/// A number or a class for each unit of a map, in its place; rows of a hexagonal map are shifted like bricks.
struct MapPlot {
    /// File name without suffix.
    var name: String
    var title: String
    var grid: MapGrid
    /// A value per unit, drawn from light to dark; NaN is left white.
    var values: [Double] = []
    /// Colour per unit in place of values; `nil` is left white.
    var colours: [String?] = []
    /// Share of the tile that is filled, 0 to 1, per unit; empty for all of it.
    var sizes: [Double] = []
    /// Colours with their meaning.
    var legend: [(name: String, colour: String)] = []
    /// Length of the longer side in pixels.
    var side = 420.0

    /// - Parameter description: what it shows, for those who cannot see it.
    func plot(description: String) -> Plot {
        let isComb = grid.topology == .hexagonal
        let step = isComb ? 0.75.squareRoot() : 1
        let columns = Double(grid.width) + (isComb ? 0.5 : 0), rows = Double(grid.height) * step
        let tile = side / max(columns, rows)
        let left = 12.0, top = 12.0, width = columns * tile, height = rows * tile
        let isScaled = colours.isEmpty
        var drawing = Drawing(width: left + width + (isScaled || !legend.isEmpty ? 170 : 12), height: top + height + 12)
        let known = values.filter(\.isFinite)
        let low = known.min() ?? 0, high = known.max() ?? 1
        func shade(_ value: Double) -> String { Palette.heat(high > low ? (value - low) / (high - low) : 0) }
        drawing.rectangle(x: left, y: top, width: width, height: height, fill: Palette.paper, stroke: Palette.grid)
        for unit in 0..<grid.unitCount {
            let place = grid.position(of: unit)
            let fill = isScaled ? (values[unit].isFinite ? shade(values[unit]) : nil) : colours[unit]
            guard let fill else { continue }
            let part = (sizes.isEmpty ? 1 : min(max(sizes[unit], 0), 1).squareRoot())
            let inset = (1 - part) / 2
            drawing.rectangle(
                x: left + (place.x + inset) * tile, y: top + (place.y + inset * step) * tile, width: part * tile,
                height: part * tile * step, fill: fill)
        }
        let x = left + width + 16
        if isScaled {
            for line in 0..<50 {
                drawing.rectangle(
                    x: x, y: top + Double(line) * 3, width: 14, height: 3.3, fill: Palette.heat(1 - Double(line) / 49))
            }
            drawing.text(high.brief, x: x + 20, y: top + 10, size: 11)
            drawing.text(low.brief, x: x + 20, y: top + 150, size: 11)
        }
        for (place, entry) in legend.prefix(18).enumerated() {
            drawing.rectangle(x: x, y: top + Double(place) * 20, width: 12, height: 12, fill: entry.colour)
            drawing.text(entry.name, x: x + 18, y: top + Double(place) * 20 + 11)
        }
        return drawing.plot(name: name, title: title, description: description)
    }
}
