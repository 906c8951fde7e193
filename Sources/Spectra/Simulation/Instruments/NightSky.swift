// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The light and the absorption of the Earth's atmosphere, relative to the sky's continuum at 6200 Å.
enum NightSky {
    static func continuum(_ wavelength: Double) -> Double {
        let x = (wavelength - 6200) / 3000
        return 1 + 0.15 * x + 0.5 * exp(-0.5 * pow((wavelength - 3900) / 350, 2))
    }

    /// Emission lines on a fine grid, before the instrument widens them.
    static func lines(on grid: LogGrid) -> [Float] {
        var lines = [Float](repeating: 0, count: grid.count)
        for (air, width) in emission { grid.deposit(width, at: AirVacuum.vacuum(air: air), into: &lines) }
        for (wavelength, width) in hydroxyl { grid.deposit(width, at: wavelength, into: &lines) }
        return lines
    }

    /// Share of the light that passes the lines of water and oxygen.
    static func transmission(on grid: LogGrid) -> [Float] {
        var depth = [Float](repeating: 0, count: grid.count)
        for (air, width) in absorption { grid.deposit(width, at: AirVacuum.vacuum(air: air), into: &depth) }
        return Broadening.convolve(depth, with: Broadening.gaussian(sigma: 5 / grid.velocityStep)).map { exp(-$0) }
    }

    /// Mercury, oxygen and sodium: air wavelength in Å (Osterbrock et al. 1996, doi:10.1086/133722), equivalent width
    /// in Å.
    private static let emission: [(Double, Double)] = [
        (4046.56, 3), (4358.34, 10), (5460.74, 12), (5577.34, 160), (5889.95, 20), (5895.92, 12), (6300.30, 60),
        (6363.78, 20),
    ]

    /// OH bands redward of 6800 Å: groups where the real ones are, their lines drawn once from a fixed seed.
    private static let hydroxyl: [(Double, Double)] = {
        var generator = SeededGenerator(seed: 0x0_C11)
        let bands: [(Double, Double, Double)] = [
            (6860, 70, 8), (7280, 90, 25), (7750, 110, 40), (8310, 120, 70), (8800, 130, 110), (9350, 140, 130),
            (9900, 140, 140), (10_400, 150, 150),
        ]
        return bands.flatMap { centre, spread, width in
            (0..<14).map { _ in
                (centre + spread * (2 * generator.uniform() - 0.7), -width * 0.6 * log(1 - generator.uniform()))
            }
        }
    }()

    /// O₂ γ and H₂O near Hα: air wavelength in Å (Moore, Minnaert & Houtgast 1966, NBS Monograph 61), equivalent width
    /// in Å.
    private static let absorption: [(Double, Double)] = [
        (6276.60, 0.10), (6277.50, 0.10), (6278.10, 0.10), (6279.10, 0.08), (6279.90, 0.08), (6280.40, 0.07),
        (6281.20, 0.07),
        (6282.00, 0.05), (6283.80, 0.05), (6284.60, 0.04), (6287.75, 0.03), (6289.40, 0.04), (6290.22, 0.04),
        (6292.16, 0.05),
        (6292.96, 0.05), (6295.18, 0.05), (6295.96, 0.05), (6298.46, 0.05), (6299.23, 0.05), (6302.00, 0.04),
        (6302.77, 0.04),
        (6305.81, 0.03), (6306.57, 0.03), (6309.89, 0.02), (6479.20, 0.03), (6480.60, 0.03), (6483.26, 0.03),
        (6490.79, 0.03),
        (6494.50, 0.02), (6495.87, 0.03), (6514.73, 0.03), (6516.63, 0.04), (6519.45, 0.03), (6523.84, 0.02),
        (6532.36, 0.04),
        (6533.95, 0.02), (6534.00, 0.03), (6536.72, 0.02), (6542.31, 0.02), (6543.91, 0.06), (6547.70, 0.05),
        (6548.62, 0.05),
        (6552.63, 0.06), (6553.79, 0.02), (6557.17, 0.05), (6558.15, 0.03), (6560.56, 0.03), (6563.52, 0.02),
        (6564.21, 0.04),
        (6568.81, 0.03), (6572.09, 0.05), (6574.85, 0.05), (6575.84, 0.02), (6580.79, 0.02), (6586.56, 0.02),
        (6599.32, 0.02),
    ]
}
