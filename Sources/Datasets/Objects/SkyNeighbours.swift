// SPDX-License-Identifier: Apache-2.0

import Foundation

/// All pairs of places that are closer than a limit, found by zones of declination.
///
/// - SeeAlso: Gray, Nieto-Santisteban & Szalay 2006, MSR-TR-2006-52.
struct SkyNeighbours {
    struct Place {
        /// ICRS, degrees, 0 ..< 360.
        var ra: Double
        /// ICRS, degrees, −90 ... 90.
        var dec: Double
        var number: Int
    }

    /// By right ascension within each zone.
    private let zones: [Int: [Place]]
    /// Degrees.
    private let limit: Double

    init(_ places: [Place], within limit: Double) {
        self.limit = limit
        zones = Dictionary(grouping: places) { Int((($0.dec + 90) / limit).rounded(.down)) }
            .mapValues { $0.sorted { ($0.ra, $0.dec, $0.number) < ($1.ra, $1.dec, $1.number) } }
    }

    /// Calls back with the numbers of each pair once, in no particular order.
    func forEachPair(_ visit: (Int, Int) -> Void) {
        for (zone, places) in zones {
            pairs(places, places, sameZone: true, visit)
            if let north = zones[zone + 1] { pairs(places, north, sameZone: false, visit) }
        }
    }

    private func pairs(_ first: [Place], _ second: [Place], sameZone: Bool, _ visit: (Int, Int) -> Void) {
        for (index, place) in first.enumerated() {
            let reach = raReach(at: place.dec)
            // A pair across 0 h is met from one side or the other, so both ways round are looked at.
            for turn in [0.0, -360, 360] {
                let low = place.ra - reach + turn
                var other = second.partitioningIndex { $0.ra >= low }
                while other < second.count, second[other].ra <= place.ra + reach + turn {
                    let candidate = second[other]
                    if !(sameZone && other <= index), isNear(place, candidate) { visit(place.number, candidate.number) }
                    other += 1
                }
            }
        }
    }

    /// How far in right ascension a place within the limit can be; all round at the poles.
    private func raReach(at dec: Double) -> Double {
        let outermost = abs(dec) + limit
        guard outermost < 90 else { return 180 }
        return min(180, limit / cos(outermost * .pi / 180) * 1.000_001)
    }

    /// By the haversine, which is exact for small angles.
    private func isNear(_ first: Place, _ second: Place) -> Bool {
        let (phi1, phi2) = (first.dec * .pi / 180, second.dec * .pi / 180)
        let (a, b) = (sin((phi2 - phi1) / 2), sin((second.ra - first.ra) * .pi / 360))
        let half = a * a + cos(phi1) * cos(phi2) * b * b
        return half.squareRoot() <= sin(limit * .pi / 360)
    }
}

extension [SkyNeighbours.Place] {
    /// The first index whose element satisfies a condition that, once true, stays true.
    fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
