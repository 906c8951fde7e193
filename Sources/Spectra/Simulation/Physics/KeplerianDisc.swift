// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The line of a flat disc in Keplerian rotation: two peaks, half their separation being the projected speed at the
/// rim.
///
/// Each ring shines as r^−α and shows the profile 1/√(v_r² − v²); the sum over rings is the line. A one-armed wave
/// makes one peak the higher.
///
/// - SeeAlso: Huang 1972, doi:10.1086/151309; Smak 1981, Acta Astronomica 31, 395.
struct KeplerianDisc: Sendable, Hashable {
    /// Projected speed at the outer rim in km/s: half the separation of the peaks.
    var rimVelocity: Double
    /// Outer over inner radius, above 1.
    var radiusRatio: Double
    /// α of the emissivity r^−α.
    var emissivity: Double
    /// (V − R)/(V + R) of the two peaks, −1 to 1; positive if the violet peak is the higher.
    var asymmetry: Double

    /// Fastest projected speed, at the inner rim, in km/s.
    var innerVelocity: Double { rimVelocity * radiusRatio.squareRoot() }

    /// The share of the line's flux in each element; their sum is 1.
    ///
    /// - Parameters:
    ///   - edges: velocities in km/s, ascending, of the element boundaries; n + 1 for n elements.
    func profile(edges: [Double]) -> [Double] {
        let rings = 24
        var sums = [Double](repeating: 0, count: max(0, edges.count - 1))
        for ring in 0..<rings {
            // Rings of equal ratio in radius: their area goes as r².
            let radius = pow(radiusRatio, (Double(ring) + 0.5) / Double(rings))
            let velocity = innerVelocity / radius.squareRoot()
            let weight = pow(radius, 2 - emissivity)
            var below = share(edges[0], velocity)
            for index in sums.indices {
                let above = share(edges[index + 1], velocity)
                sums[index] += weight * (above - below)
                below = above
            }
        }
        for index in sums.indices {
            let middle = (edges[index] + edges[index + 1]) / 2
            sums[index] *= max(0, 1 - asymmetry * min(1, max(-1, middle / rimVelocity)))
        }
        let total = sums.reduce(0, +)
        return total > 0 ? sums.map { $0 / total } : sums
    }

    /// The share of a ring's light below a velocity.
    private func share(_ velocity: Double, _ ringVelocity: Double) -> Double {
        0.5 + asin(min(1, max(-1, velocity / ringVelocity))) / .pi
    }
}
