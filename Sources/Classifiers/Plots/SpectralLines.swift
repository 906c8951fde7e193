// SPDX-License-Identifier: Apache-2.0

import Datasets

/// A few lines and bands that every spectroscopist looks for, to find one's way in a plot.
enum SpectralLines {
    /// Air wavelengths in Å (Moore 1945, Publ. Princeton Obs. 20; rounded).
    private static let known: [(name: String, wavelength: Double)] = [
        ("Ca K", 3933.7), ("Ca H", 3968.5), ("Hδ", 4101.7), ("G band", 4304), ("Hβ", 4861.3), ("Mg b", 5175),
        ("Na D", 5893), ("Si II", 6355), ("Hα", 6562.8), ("TiO", 7054), ("O I", 7774), ("Ca II", 8542.1),
    ]

    /// Those inside a grid in Ångström, nanometre or micrometre; none for other units.
    static func inside(_ grid: ClosedRange<Double>, unit: String) -> [(name: String, wavelength: Double)] {
        let factor: Double? =
            switch unit {
            case "Angstrom": 1
            case "nm": 0.1
            case "um": 1e-4
            default: nil
            }
        guard let factor else { return [] }
        return known.map { ($0.name, $0.wavelength * factor) }.filter { grid.contains($0.1) }
    }
}
