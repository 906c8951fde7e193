// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The zones in declination and the ranges of right ascension that a cone can touch.
///
/// Positions stand in zones of a degree, by right ascension within each (Gray, Nieto-Santisteban & Szalay 2006,
/// MSR-TR-2006-52): a page of a million entries is about as wide as a zone is high, so a search reads few that it does not want.
struct ConeBox {
    let zones: ClosedRange<Int>
    let rightAscensions: [ClosedRange<Double>]

    /// - Returns: `nil` for a cone off the sphere.
    init?(around cone: CatalogueQuery.Cone) {
        let room = PositionEntry.tolerance
        let (low, high) = (max(-90, cone.dec - cone.radius - room), min(90, cone.dec + cone.radius + room))
        guard low <= high, let first = PositionEntry.zone(ofDeclination: low),
            let last = PositionEntry.zone(ofDeclination: high), cone.ra.isFinite
        else { return nil }
        zones = first...last
        // Half the width of a cone of radius r at declination δ is asin(sin r / cos δ); all the way round if it holds a pole.
        let (sine, cosine) = (sin(min(cone.radius + room, 90) * .pi / 180), cos(cone.dec * .pi / 180))
        guard low > -90, high < 90, sine < cosine else {
            rightAscensions = [0...360]
            return
        }
        let width = asin(sine / cosine) * 180 / .pi + room
        let ra = Sky.normalised(cone.ra)
        let (west, east) = (ra - width, ra + width)
        if west < 0 {
            rightAscensions = [0...east, west + 360...360]
        } else if east > 360 {
            rightAscensions = [0...east - 360, west...360]
        } else {
            rightAscensions = [west...east]
        }
    }
}

extension Catalogue {
    /// Rows that may lie in a cone and cover some of a band, by rising id: all that do, and few others.
    static func spectra(
        around cone: CatalogueQuery.Cone, band: ClosedRange<Double>?, in database: Database
    ) throws -> [Int64] {
        guard let box = ConeBox(around: cone) else { return [] }
        var ids: [Int64] = []
        var found: [PositionEntry] = []
        for segment in try SegmentList.numbers(in: database) {
            for zone in box.zones {
                for range in box.rightAscensions {
                    func key(_ ra: Double) -> UInt64 {
                        UInt64(zone) << 32 | UInt64(PositionEntry.step(ofRightAscension: ra))
                    }
                    found.removeAll(keepingCapacity: true)
                    try SegmentTable.positions.gather(
                        PositionEntry.place(key(range.lowerBound))...PositionEntry.place(key(range.upperBound)),
                        of: segment, into: &found, in: database)
                    ids += found.lazy.filter { $0.mayLie(in: cone, band) }.map(\.row)
                }
            }
        }
        // Where a range ends at 0 and another begins at 360, they may share an entry.
        return Set(ids).sorted()
    }
}

extension PositionEntry {
    fileprivate func mayLie(in cone: CatalogueQuery.Cone, _ band: ClosedRange<Double>?) -> Bool {
        if let band, !(Double(waveHigh) >= band.lowerBound && Double(waveLow) <= band.upperBound) { return false }
        return Sky.separation(cone.ra, cone.dec, ra, dec) <= cone.radius + Self.tolerance
    }
}
