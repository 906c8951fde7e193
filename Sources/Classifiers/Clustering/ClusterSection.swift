// SPDX-License-Identifier: Apache-2.0

import Datasets

extension Report {
    private static let shownClusters = 60

    /// The mean spectrum of each cluster, the largest first, with its most frequent labels.
    ///
    /// - Parameters:
    ///   - labels: the cluster of each row of the dataset; `nil` for a spectrum in none.
    ///   - wavelengths: of the means, in the unit of the grid.
    ///   - mean: of a cluster.
    static func clusters(
        of dataset: Dataset, labels: [Int?], count: Int, wavelengths: [Double], mean: (Int) -> [Float]
    ) -> Section {
        var sizes = [Int](repeating: 0, count: count)
        var known = [[String: Int]](repeating: [:], count: count)
        for (row, cluster) in labels.enumerated() {
            guard let cluster else { continue }
            sizes[cluster] += 1
            if let label = dataset.rows[row].label { known[cluster][label, default: 0] += 1 }
        }
        let cards = sizes.placesFromGreatest.prefix(shownClusters).map { cluster in
            var plot = SmallSpectrumPlot(
                name: "cluster-\(cluster)", title: "Cluster \(cluster)", wavelengths: wavelengths,
                unit: dataset.grid.unit, flux: mean(cluster))
            plot.colour = Palette.ofClass(cluster)
            let labels = known[cluster].sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
            return Card(
                plot.plot(description: "Mean of the \(sizes[cluster]) spectra of cluster \(cluster)"),
                lines: ["cluster \(cluster)", "\(sizes[cluster]) spectra"] + labels.map { "\($0.key): \($0.value)" })
        }
        return Section(
            "The clusters", text: "Mean spectrum of each cluster, the largest first, and what labels say of it.",
            cards: Array(cards))
    }
}
