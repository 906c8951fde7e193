// SPDX-License-Identifier: Apache-2.0

import Datasets
import Learning
import VOTable

/// The tables of a self-organising map.
enum MapTables {
    /// `candidates`: a row per spectrum with `unit`, `map_x`, `map_y`, `distance` and `oddness_rank`.
    static func spectra(
        _ dataset: Dataset, fitted: FittedMap, match: MapMatch, infos: [VOTableDocument.Info]
    ) -> ResultTable {
        let ranks = match.distances.ranksFromGreatest
        return SpectrumColumns.table(
            named: "candidates", description: "Where each spectrum lies on the map, and how well it fits there",
            of: dataset.rows,
            fields: [
                SpectrumColumns.count("unit", "meta.id.part", "Number of the nearest unit, from 0, row by row"),
                SpectrumColumns.number("map_x", "pos.cartesian.x", "Column of the unit on the map"),
                SpectrumColumns.number("map_y", "pos.cartesian.y", "Row of the unit on the map"),
                SpectrumColumns.number("distance", "stat.fit.residual", "Euclidean distance to the unit's prototype"),
                SpectrumColumns.count("oddness_rank", "meta.number", "1 for the spectrum with the greatest distance"),
            ], infos: infos
        ) { row in
            let place = fitted.grid.position(of: match.units[row])
            return [
                .integer(Int64(match.units[row])), .real(place.x), .real(place.y), .real(Double(match.distances[row])),
                .integer(Int64(ranks[row])),
            ]
        }
    }

    /// A row per unit.
    static func units(_ dataset: Dataset, fitted: FittedMap, match: MapMatch, hits: [Int]) -> ResultTable {
        let ridges = fitted.distancesToNeighbours
        var sums = [Double](repeating: 0, count: hits.count)
        var labels = [[String: Int]](repeating: [:], count: hits.count)
        for (row, unit) in match.units.enumerated() {
            sums[unit] += Double(match.distances[row])
            if let label = dataset.rows[row].label { labels[unit][label, default: 0] += 1 }
        }
        var table = ResultTable(
            name: "units", description: "The units of the map",
            fields: [
                SpectrumColumns.count("unit", "meta.id.part;meta.main", "Number of the unit, from 0, row by row"),
                SpectrumColumns.number("map_x", "pos.cartesian.x", "Column on the map"),
                SpectrumColumns.number("map_y", "pos.cartesian.y", "Row on the map"),
                SpectrumColumns.count("spectra", "meta.number", "Spectra that are nearest to this unit"),
                SpectrumColumns.number("mean_distance", "stat.mean", "Their mean distance to the prototype"),
                SpectrumColumns.number(
                    "neighbour_distance", "stat.value", "Mean distance of the prototype to those beside it (U-matrix)"),
                SpectrumColumns.text("label", "src.class", "Most frequent label of its spectra"),
                SpectrumColumns.count("labelled", "meta.number", "Spectra with a label"),
                SpectrumColumns.number("label_share", "stat.ratio", "Share of the labelled that have this label"),
            ])
        table.rows = hits.indices.map { unit in
            let place = fitted.grid.position(of: unit), labelled = labels[unit].values.reduce(0, +)
            let best = labels[unit].commonest
            return [
                .integer(Int64(unit)), .real(place.x), .real(place.y), .integer(Int64(hits[unit])),
                hits[unit] > 0 ? .real(sums[unit] / Double(hits[unit])) : .null, .real(ridges[unit]),
                SpectrumColumns.value(best), .integer(Int64(labelled)),
                best.map { .real(Double(labels[unit][$0] ?? 0) / Double(labelled)) } ?? .null,
            ]
        }
        return table
    }

    /// A row per unit and pixel bin: the component planes.
    static func prototypes(_ fitted: FittedMap, wavelengths: [Double], unit: String) -> ResultTable {
        var table = ResultTable(
            name: "prototypes", description: "The prototype of each unit: its typical spectrum, as it was compared",
            fields: [
                SpectrumColumns.count("unit", "meta.id.part", "Number of the unit"),
                SpectrumColumns.number("wavelength", "em.wl", "Middle of the pixel bin", unit: unit),
                SpectrumColumns.number("value", "phot.flux.density", "Scaled flux of the prototype"),
            ])
        table.rows = (0..<fitted.grid.unitCount).flatMap { unit in
            zip(wavelengths, fitted.units[unit]).map { wavelength, value in
                [.integer(Int64(unit)), .real(wavelength), .real(Double(value))]
            }
        }
        return table
    }
}

extension [String: Int] {
    /// The key with the greatest count; of equal ones the first by name.
    var commonest: String? {
        self.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
