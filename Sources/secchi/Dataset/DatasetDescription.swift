// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra

/// What subcommands say of a dataset.
struct DatasetDescription: Encodable {
    var path: String
    var rows: Int
    var pixels: Int
    var waveMin: Double?
    var waveMax: Double?
    var waveUnit: String
    var medium: String
    var spacing: String
    var labels: [String: Int]
    var groups: Int
    var notes: [String]
    var quality: DatasetQuality?

    init(_ dataset: Dataset, path: String, quality: DatasetQuality? = nil) {
        self.path = path
        rows = dataset.rowCount
        pixels = dataset.pixelCount
        waveMin = dataset.grid.values.first
        waveMax = dataset.grid.values.last
        waveUnit = dataset.grid.unit
        medium = dataset.grid.medium.rawValue
        spacing = dataset.grid.kind.rawValue
        labels = Dictionary(dataset.rows.compactMap(\.label).map { ($0, 1) }, uniquingKeysWith: +)
        groups = Set(dataset.rows.map { $0.group ?? $0.object ?? $0.id }).count
        notes = dataset.notes
        self.quality = quality
    }

    var text: String {
        var lines = ["\(path): \(rows) spectra of \(groups) objects, \(pixels) pixels"]
        if let low = waveMin, let high = waveMax {
            lines.append(String(format: "  %.6g to %.6g ", low, high) + "\(waveUnit), \(spacing), \(medium)")
        }
        let sorted = labels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        lines.append(
            "  labels: " + (sorted.isEmpty ? "none" : sorted.map { "\($0.key) \($0.value)" }.joined(separator: ", ")))
        lines += notes.map { "  note: \($0)" }
        lines += (quality?.findings ?? []).map { "  \($0.severity.rawValue): \($0.text)" }
        return lines.joined(separator: "\n")
    }
}
