// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Geometry on the celestial sphere.
enum Sky {
    /// A right ascension brought to 0 ..< 360 degrees.
    static func normalised(_ ra: Double) -> Double {
        let rest = ra.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? (rest + 360).truncatingRemainder(dividingBy: 360) : rest
    }

    /// The angle between two positions, all in degrees; exact also for small angles.
    ///
    /// - SeeAlso: Vincenty 1975, doi:10.1179/sre.1975.23.176.88, with the ellipsoid a sphere.
    static func separation(_ ra1: Double, _ dec1: Double, _ ra2: Double, _ dec2: Double) -> Double {
        let (phi1, phi2, delta) = (dec1 * .pi / 180, dec2 * .pi / 180, (ra2 - ra1) * .pi / 180)
        let x = cos(phi2) * sin(delta)
        let y = cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(delta)
        let z = sin(phi1) * sin(phi2) + cos(phi1) * cos(phi2) * cos(delta)
        return atan2((x * x + y * y).squareRoot(), z) * 180 / .pi
    }
}
