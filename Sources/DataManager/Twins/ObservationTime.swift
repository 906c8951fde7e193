// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The time of an observation from what a catalogue row says.
enum ObservationTime {
    /// - Returns: modified Julian date in UTC, or `nil` if only the day or nothing is known.
    static func mjd(date: String?, mjd: Double?) -> Double? {
        if let mjd, (1...200_000).contains(mjd), mjd != mjd.rounded() { return mjd }
        guard let date, let (value, isDay) = parse(date), !isDay else { return nil }
        return value
    }

    /// The modified Julian date as well as it is known, if only to the day.
    static func known(date: String?, mjd: Double?) -> Double? {
        if let mjd, (1...200_000).contains(mjd), mjd != mjd.rounded() { return mjd }
        if let date, let (value, isDay) = parse(date), !isDay || mjd == nil { return value }
        return mjd
    }

    /// The modified Julian date of an ISO 8601 date in UTC, and whether it names a whole day, which then begins there.
    static func parse(_ date: String) -> (mjd: Double, isDay: Bool)? {
        var date = date
        return date.withUTF8 { bytes in
            var place = 0
            func number() -> Int? {
                let start = place
                var value = 0
                while place < bytes.count, place - start < 9, bytes[place] &- 48 < 10 {
                    value = 10 * value + Int(bytes[place] - 48)
                    place += 1
                }
                return place > start ? value : nil
            }
            func skip(_ one: Character, or other: Character? = nil) -> Bool {
                guard place < bytes.count,
                    [one.asciiValue, other?.asciiValue].contains(bytes[place])
                else { return false }
                place += 1
                return true
            }
            guard let year = number(), skip("-"), let month = number(), skip("-"), let day = number(),
                (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
            else { return nil }
            let midnight = Double(julianDay(year: year, month: month, day: day)) - 2_400_001
            guard (1...200_000).contains(midnight) else { return nil }
            guard skip("T", or: " "), let hour = number(), skip(":"), let minute = number() else {
                return (midnight, true)
            }
            var seconds = Double(hour * 3600 + minute * 60)
            if skip(":"), let second = number() {
                seconds += Double(second)
                let start = place + 1
                if skip("."), let fraction = number() { seconds += Double(fraction) / pow(10, Double(place - start)) }
            }
            return (midnight + seconds / 86_400, false)
        }
    }

    /// Fliegel & Van Flandern 1968, doi:10.1145/364096.364097, for the Gregorian calendar; the day that begins at noon.
    private static func julianDay(year: Int, month: Int, day: Int) -> Int {
        let shift = (month - 14) / 12
        return 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12
            - 3 * ((year + 4900 + shift) / 100) / 4 + day - 32_075
    }
}
