// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The thousands of weak metal lines that no list here names: always the same ones, crowding towards the blue.
///
/// Places and strengths were drawn once from a fixed seed; they stand for line blanketing, not for transitions.
enum MetalForest {
    struct Line: Sendable {
        let logWavelength: Double
        /// Å, where the strength is 1.
        let width: Double
    }

    static let lines: [Line] = {
        var generator = SeededGenerator(seed: 0x5EC_C41)
        return (0..<3200).compactMap { _ in
            let wavelength = 3300 - 1150 * log(1 - generator.uniform())
            let fade = min(1, pow(4700 / wavelength, 2))
            let width = -0.13 * fade * log(1 - generator.uniform())
            return wavelength < 10_500 ? Line(logWavelength: log(wavelength), width: width) : nil
        }
    }()

    /// The strength of the forest at solar abundance.
    static let trend = Trend([
        (3300, 1.7), (4200, 1.8), (5000, 1.3), (5800, 0.85), (6500, 0.5), (7500, 0.2), (9000, 0.05), (12_000, 0.02),
        (20_000, 0.01),
    ])

    /// Adds the forest to an optical depth.
    static func add(strength: Double, to depth: inout [Float], on grid: LogGrid) {
        guard strength > 0 else { return }
        for line in lines {
            grid.deposit(strength * line.width, atLog: line.logWavelength, into: &depth)
        }
    }
}
