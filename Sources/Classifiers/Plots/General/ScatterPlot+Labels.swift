// SPDX-License-Identifier: Apache-2.0

import Datasets

extension ScatterPlot.Series {
    /// A series per label, those without label in grey below them.
    ///
    /// - Parameter place: of a row of the dataset.
    static func byLabel(of dataset: Dataset, place: (Int) -> (x: Double, y: Double)) -> [ScatterPlot.Series] {
        let names = Set(dataset.rows.compactMap(\.label)).sorted()
        func points(_ label: String?) -> [(x: Double, y: Double)] {
            dataset.rows.indices.filter { dataset.rows[$0].label == label }.map(place)
        }
        let unlabelled = points(nil)
        let grey = ScatterPlot.Series(
            name: names.isEmpty ? "" : "no label", points: unlabelled, colour: Palette.unknown)
        return (unlabelled.isEmpty ? [] : [grey])
            + names.prefix(18).enumerated().map {
                ScatterPlot.Series(name: $1, points: points($1), colour: Palette.ofClass($0))
            }
    }
}
