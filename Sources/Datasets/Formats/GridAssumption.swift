// SPDX-License-Identifier: Apache-2.0

import Spectra

/// The grid of a table that gives wavelengths without a unit, or none at all.
enum GridAssumption {
    /// - Parameters:
    ///   - values: pixel centres; `nil` if the table gives none.
    ///   - count: pixels, where it gives none.
    ///   - unit: as the file or the user states it.
    /// - Returns: the grid, and a sentence for each thing assumed.
    static func grid(
        _ values: [Double]?, count: Int = 0, unit: String?, medium: SpectralMedium?, file: String
    ) throws(DatasetError) -> (SpectralGrid, [String]) {
        guard let values else {
            let numbers = (0..<count).map { Double($0 + 1) }
            return (
                SpectralGrid(kind: .linear, values: numbers, unit: "", medium: medium ?? .unknown),
                ["The file gives no wavelengths; pixels are numbered from 1."]
            )
        }
        if let problem = SpectralGrid.problem(with: values) {
            throw .notDataset(file: file, reason: "its wavelengths cannot be a grid: \(problem)")
        }
        var notes: [String] = []
        let stated = unit.flatMap { $0.isEmpty ? nil : PhysicalUnit.canonical($0) }
        let guessed = stated == nil ? guess(values) : nil
        if let guessed { notes.append("The wavelengths have no unit; from their size they are taken as \(guessed).") }
        if stated == nil, guessed == nil {
            notes.append("The wavelengths have no unit, and none can be told from them.")
        }
        if medium == nil { notes.append("It is not known whether the wavelengths are in air or vacuum.") }
        let grid = SpectralGrid(values: values, unit: stated ?? guessed ?? "", medium: medium ?? .unknown)
        return (grid, notes)
    }

    private static func guess(_ values: [Double]) -> String? {
        guard let first = values.first, let last = values.last else { return nil }
        if first >= 2600 { return "Angstrom" }
        // Decimal logarithms of Angstrom (3.5 to 4) look like micrometres in the near infrared.
        if first >= 3, last <= 4.7 { return nil }
        if first >= 0.1, last <= 50 { return "um" }
        if first >= 100, first < 1150, last <= 2600 { return "nm" }
        return nil
    }
}
