// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Learning

/// The sections of a map's report.
struct MapDrawings {
    let dataset: Dataset
    let fitted: FittedMap
    let match: MapMatch
    let hits: [Int]
    /// Of the columns of the map.
    let wavelengths: [Double]

    var sections: [Report.Section] {
        var figures = [
            Report.Figure(hitMap, caption: "Spectra of each unit, by their logarithm; empty units are white."),
            Report.Figure(
                ridges, caption: "Mean distance of each unit to those beside it: dark ridges part what is unlike."),
        ]
        if let classes { figures.append(classes) }
        return [
            Report.Section(
                "The map",
                text: "Each square is a unit with a prototype, the typical spectrum of those nearest to it. Units that "
                    + "lie side by side have prototypes that are alike.", figures: figures),
            Report.Section(
                "Component planes",
                text: "The value of all prototypes at the wavelengths where they differ most from each other.",
                cards: planes),
        ]
    }

    private var hitMap: Plot {
        MapPlot(
            name: "hits", title: "Spectra of each unit (log₁₀)", grid: fitted.grid,
            values: hits.map { $0 > 0 ? log10(Double($0)) : .nan }
        ).plot(description: "The fullest of \(hits.count) units has \(hits.max() ?? 0) spectra")
    }

    private var ridges: Plot {
        MapPlot(name: "u-matrix", title: "U-matrix", grid: fitted.grid, values: fitted.distancesToNeighbours)
            .plot(description: "Mean distance of each unit's prototype to those beside it")
    }

    /// The most frequent label of each unit; `nil` if no spectrum has one.
    private var classes: Report.Figure? {
        let names = Set(dataset.rows.compactMap(\.label)).sorted()
        guard !names.isEmpty else { return nil }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var counts = [[String: Int]](repeating: [:], count: hits.count)
        for (row, unit) in match.units.enumerated() {
            if let label = dataset.rows[row].label { counts[unit][label, default: 0] += 1 }
        }
        let best = counts.map(\.commonest)
        var plot = MapPlot(name: "classes", title: "Classes on the map", grid: fitted.grid)
        plot.colours = best.map { $0.flatMap { numbers[$0] }.map { Palette.ofClass($0) } }
        plot.sizes = zip(best, counts).map { label, count in
            label.map { Double(count[$0] ?? 0) / Double(count.values.reduce(0, +)) } ?? 0
        }
        plot.legend = names.enumerated().map { ($1, Palette.ofClass($0)) }
        return Report.Figure(
            plot.plot(description: "The most frequent label of each unit"),
            caption: "Most frequent label of each unit; the smaller a square, the more mixed its labels.")
    }

    /// Planes of up to six columns: the greatest variance first, and not beside one already chosen.
    private var planes: [Report.Card] {
        let columns = fitted.units.columnCount, units = fitted.grid.unitCount
        let variances = (0..<columns).map { column -> Double in
            let values = (0..<units).map { Double(fitted.units.values[$0 * columns + column]) }
            let mean = values.reduce(0, +) / Double(units)
            return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        var chosen: [Int] = []
        for column in variances.indices.sorted(by: { (variances[$1], $0) < (variances[$0], $1) }) {
            guard chosen.count < 6 else { break }
            if chosen.allSatisfy({ abs($0 - column) * 12 >= columns }) { chosen.append(column) }
        }
        return chosen.sorted().map { column in
            let place = "\(wavelengths[column].brief) \(dataset.grid.unit)"
            var plot = MapPlot(name: "plane-\(column)", title: "Prototypes at \(place)", grid: fitted.grid)
            plot.values = (0..<units).map { Double(fitted.units.values[$0 * columns + column]) }
            plot.side = 150
            return Report.Card(plot.plot(description: "Value of all prototypes at \(place)"), lines: [place])
        }
    }
}
