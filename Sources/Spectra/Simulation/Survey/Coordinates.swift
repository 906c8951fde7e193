// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Positions and dates as archives spell them.
enum Coordinates {
    /// "J091219.42+275336.4".
    static func designation(ra: Double, dec: Double) -> String {
        let (hours, minutes, hundredths) = split(ra / 15, parts: 100)
        let (degrees, arcminutes, tenths) = split(abs(dec), parts: 10)
        return "J\(two(hours % 24))\(two(minutes))\(two(hundredths / 100)).\(two(hundredths % 100))"
            + "\(dec < 0 ? "-" : "+")\(two(degrees))\(two(arcminutes))\(two(tenths / 10)).\(tenths % 10)"
    }

    /// "10:10:07.540" from degrees.
    static func hours(_ ra: Double) -> String {
        let (hours, minutes, thousandths) = split(ra / 15, parts: 1000)
        let fraction = String(1000 + thousandths % 1000).dropFirst()
        return "\(two(hours % 24)):\(two(minutes)):\(two(thousandths / 1000)).\(fraction)"
    }

    /// "-08:24:29.40" from degrees.
    static func degrees(_ dec: Double) -> String {
        let (degrees, minutes, hundredths) = split(abs(dec), parts: 100)
        return "\(dec < 0 ? "-" : "")\(two(degrees)):\(two(minutes)):\(two(hundredths / 100)).\(two(hundredths % 100))"
    }

    /// Year, month and day of a modified Julian date (Fliegel & van Flandern 1968, doi:10.1145/364096.364097).
    static func date(mjd: Double) -> (year: Int, month: Int, day: Int) {
        var l = Int(mjd.rounded(.down)) + 2_400_001 + 68_569
        let n = 4 * l / 146_097
        l -= (146_097 * n + 3) / 4
        let i = 4000 * (l + 1) / 1_461_001
        l += 31 - 1461 * i / 4
        let j = 80 * l / 2447
        let month = j + 2 - 12 * (j / 11)
        return (100 * (n - 49) + i + j / 11, month, l - 2447 * j / 80)
    }

    /// "2015-03-10".
    static func day(mjd: Double) -> String {
        let (year, month, day) = date(mjd: mjd)
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// "21:04:05", the seconds cut off.
    static func time(mjd: Double) -> String {
        let seconds = Int((mjd - mjd.rounded(.down)) * 86_400)
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// "2015-03-10T21:04:05".
    static func iso8601(mjd: Double) -> String { day(mjd: mjd) + "T" + time(mjd: mjd) }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Whole units, sixtieths, and parts of a second.
    private static func split(_ value: Double, parts: Int) -> (Int, Int, Int) {
        let total = Int((value * 3600 * Double(parts)).rounded())
        return (total / (3600 * parts), total / (60 * parts) % 60, total % (60 * parts))
    }
}
