// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra

/// Made spectra near Hα: flat, emission and absorption, three exposures an object, in noise.
enum MadeDataset {
    static let classes = ["absorption", "emission", "flat"]

    static func make(objects: Int = 60, pixels: Int = 96, noise: Double = 0.25, seed: UInt64 = 1) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        let wavelengths = (0..<pixels).map { 6500 + 125 * Double($0) / Double(pixels) }
        var rows: [DatasetRow] = []
        var flux: [Float] = []
        for object in 0..<objects {
            let number = object % 3
            for exposure in 0..<3 {
                var row = DatasetRow(id: "spec-\(object)-\(exposure)", source: "/archive/made.fits#1/\(rows.count)")
                row.object = "star \(object)"
                row.group = "star \(object)"
                row.label = classes[number]
                row.ra = Double(object)
                row.dec = -Double(object) / 2
                row.snr = 1 / noise * (1 + Double(exposure))
                rows.append(row)
                flux += wavelengths.map { wavelength in
                    let line = exp(-pow((wavelength - 6562.8) / 12, 2)) * [-0.8, 1.2, 0][number]
                    return Float(1 + line + generator.normal() * noise / (1 + Double(exposure)))
                }
            }
        }
        return Dataset(
            name: "made", grid: SpectralGrid(kind: .linear, values: wavelengths, medium: .air), rows: rows, flux: flux)
    }
}
