// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A frame in which a table may give positions, and the way from it to ICRS.
enum SkyFrame: Sendable {
    /// FK5 at J2000 too, which is ICRS within 0.03″.
    case icrs
    case galactic
    /// Equinox and epoch B1950, without proper motions.
    case fk4

    /// By the names of SSA 1.1 (§4.2.4), STC and COOSYS, in any case; `nil` for another frame.
    init?(named name: String) {
        switch name.trimmed.uppercased() {
        case "ICRS", "FK5", "J2000", "EQUATORIAL", "EQ_FK5", "UNKNOWN", "UNKNOWNFRAME", "": self = .icrs
        case "GALACTIC", "GALACTIC_II", "GAL": self = .galactic
        case "FK4", "EQ_FK4", "B1950": self = .fk4
        default: return nil
        }
    }

    /// Whether its angles are a right ascension and a declination.
    var isEquatorial: Bool { self != .galactic }

    /// A point whose two angles were given in this frame, in ICRS.
    func icrs(_ point: SkyPoint) -> SkyPoint? {
        let direction = Self.vector(point)
        switch self {
        case .icrs: return point
        case .galactic: return Self.point(Self.fromGalactic.map { Self.dot($0, direction) })
        case .fk4:
            // The terms of elliptic aberration that FK4 contains are taken out, then the axes turned.
            let shift = Self.dot(Self.ellipticTerms, direction)
            let clean = zip(direction, Self.ellipticTerms).map { $0 - $1 + shift * $0 }
            return Self.point(Self.fromB1950.map { Self.dot($0, clean) })
        }
    }

    // The Hipparcos and Tycho Catalogues, ESA SP-1200 (1997), volume 1, equation 1.5.11: galactic to ICRS.
    private static let fromGalactic = [
        [-0.0548755604, +0.4941094279, -0.8676661490],
        [-0.8734370902, -0.4448296300, -0.1980763734],
        [-0.4838350155, +0.7469822445, +0.4559837762],
    ]

    // Murray 1989, A&A 218, 325, equation 28: FK4 at B1950, without elliptic terms, to FK5 at J2000, at epoch B1950.
    private static let fromB1950 = [
        [+0.9999256794956877, -0.0111814832204662, -0.0048590038153592],
        [+0.0111814832391717, +0.9999374848933135, -0.0000271625947142],
        [+0.0048590037723143, -0.0000271702937440, +0.9999881946023742],
    ]

    // Explanatory Supplement to the Astronomical Almanac (Seidelmann 1992), equation 3.591-2.
    private static let ellipticTerms = [-1.62557e-6, -0.31919e-6, -0.13843e-6]

    private static func vector(_ point: SkyPoint) -> [Double] {
        let (longitude, latitude) = (point.rightAscension * .pi / 180, point.declination * .pi / 180)
        return [cos(longitude) * cos(latitude), sin(longitude) * cos(latitude), sin(latitude)]
    }

    private static func point(_ vector: [Double]) -> SkyPoint? {
        SkyPoint(
            atan2(vector[1], vector[0]) * 180 / .pi,
            atan2(vector[2], (vector[0] * vector[0] + vector[1] * vector[1]).squareRoot()) * 180 / .pi)
    }

    private static func dot(_ one: [Double], _ other: [Double]) -> Double {
        one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    }
}
