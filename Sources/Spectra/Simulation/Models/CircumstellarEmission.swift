// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The lines that gas around a hot star emits, all with one profile.
struct CircumstellarEmission: Sendable {
    /// Å of continuum that Hα adds.
    var alphaWidth: Double
    /// How fast the Balmer lines fall: equivalent width of Hβ over that of Hα.
    var decrement: Double
    /// Equivalent width of the other lines relative to an ordinary Be star's.
    var metals = 1.0

    /// Adds the lines to a star's flux.
    ///
    /// - Parameters:
    ///   - profile: in elements of the grid, sum 1, an odd number.
    ///   - continuum: what equivalent widths refer to.
    func add(profile: [Float], continuum: [Float], to flux: inout [Float], on grid: LogGrid) {
        for (wavelength, share) in lines {
            let place = Int(grid.position(of: wavelength).rounded())
            let level = continuum[min(max(place, 0), continuum.count - 1)]
            grid.addProfile(profile, area: alphaWidth * share * Double(level), at: wavelength, into: &flux)
        }
    }

    /// Vacuum wavelength in Å, equivalent width relative to Hα's.
    private var lines: [(Double, Double)] {
        let balmer = HydrogenLines.balmer.prefix(6).enumerated().map { order, wavelength in
            (wavelength, pow(decrement, Double(order)))
        }
        let paschen = HydrogenLines.paschen.dropFirst(2).map { ($0, 0.025 * metals) }
        return balmer + paschen + Self.others.map { ($0.0, $0.1 * metals) }
    }

    /// He I, Fe II, O I and Ca II of Be stars (NIST ASD, in air).
    private static let others = [
        (5875.62, 0.02), (6678.15, 0.012), (7065.19, 0.015), (5018.44, 0.012), (5169.03, 0.014), (5316.61, 0.012),
        (6456.38, 0.008), (7711.72, 0.01), (7773.2, 0.02), (8446.36, 0.12),
    ].map { (AirVacuum.vacuum(air: $0.0), $0.1) }
}
