// SPDX-License-Identifier: Apache-2.0

import Datasets

extension Report {
    /// The spectra with the greatest distances, each over what it was compared with.
    ///
    /// - Parameters:
    ///   - distances: one per row of the dataset.
    ///   - wavelengths: of the compared numbers, in the unit of the grid.
    ///   - compared: for a row, its numbers and those it was compared with.
    static func oddSpectra(
        of dataset: Dataset, distances: [Double], wavelengths: [Double], text: String,
        compared: (Int) -> (flux: [Float], reference: [Float])
    ) -> Section {
        let order = distances.placesFromGreatest.prefix(12)
        let cards = order.enumerated().map { place, row in
            let (flux, reference) = compared(row)
            let id = dataset.rows[row].id
            var plot = SmallSpectrumPlot(
                name: "odd-\(place + 1)", title: id, wavelengths: wavelengths, unit: dataset.grid.unit, flux: flux)
            plot.reference = reference
            return Card(
                plot.plot(description: "\(id) in colour over what it is compared with in grey"),
                lines: [id, "distance \(distances[row].brief)"] + [dataset.rows[row].label ?? ""].filter { !$0.isEmpty }
            )
        }
        return Section("Spectra unlike all others", text: text, cards: cards)
    }
}
