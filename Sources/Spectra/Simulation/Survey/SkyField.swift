// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// One pointing of the survey: objects that lie and were observed together.
struct SkyField: Sendable {
    /// Objects in a field.
    static let size = 250
    /// The night of the first field, as a modified Julian date; each field begins a night later.
    static let surveyStart = 57_000

    let number: Int
    /// ICRS, degrees.
    let ra: Double
    let dec: Double
    /// The first night, as a whole modified Julian date.
    let firstNight: Int

    init(number: Int, seed: UInt64) {
        self.number = number
        var generator = SeededGenerator(seed: seed ^ 0x5C1_F1E1D, part: UInt64(number))
        ra = generator.draw(0...360)
        dec = asin(generator.draw(sin(-8 * .pi / 180)...sin(62 * .pi / 180))) * 180 / .pi
        firstNight = Self.surveyStart + number
    }

    /// Days from the first to exposure number `exposure` of the field; each is on a night of its own.
    static func nightsLater(_ exposure: Int) -> Int { exposure * 29 + (exposure * exposure) % 7 }

    /// A place within 1.5 degrees of the centre.
    func position(from generator: inout SeededGenerator) -> (ra: Double, dec: Double) {
        let distance = 1.5 * generator.uniform().squareRoot()
        let angle = 2 * Double.pi * generator.uniform()
        let declination = dec + distance * sin(angle)
        let rightAscension = ra + distance * cos(angle) / cos(declination * .pi / 180)
        return ((rightAscension + 360).truncatingRemainder(dividingBy: 360), declination)
    }

    /// The Earth's speed towards a place on the sky in km/s, to be added to a measured velocity; good to 0.6 km/s.
    ///
    /// The Earth's orbit as a circle: 29.79 cos β sin(λ☉ − λ). The Sun's longitude: Astronomical Almanac, low precision
    /// formula.
    static func velocityCorrection(ra: Double, dec: Double, mjd: Double) -> Double {
        let degree = Double.pi / 180
        let days = mjd - 51_544.5
        let anomaly = (357.528 + 0.985_600_3 * days) * degree
        let sun = (280.460 + 0.985_647_4 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)) * degree
        let (a, d, tilt) = (ra * degree, dec * degree, 23.439 * degree)
        let latitude = asin(sin(d) * cos(tilt) - cos(d) * sin(tilt) * sin(a))
        let longitude = atan2(sin(a) * cos(tilt) + tan(d) * sin(tilt), cos(a))
        return 29.79 * cos(latitude) * sin(sun - longitude)
    }
}
