// SPDX-License-Identifier: Apache-2.0

extension ObservationDate {
    /// "2000-11-23T07:45:15.290" of a modified Julian date; `nil` outside of the years 1858–2200.
    static func iso8601(mjd: Double) -> String? {
        guard mjd >= 0, mjd < 125_000 else { return nil }
        // Milliseconds of the day are all that a double holds of a modern date.
        let milliseconds = Int((mjd * 86_400_000).rounded())
        let (days, clock) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        // Fliegel & van Flandern 1968, doi:10.1145/364096.364097.
        var l = days + 2_400_001 + 68569
        let n = 4 * l / 146_097
        l -= (146_097 * n + 3) / 4
        let i = 4000 * (l + 1) / 1_461_001
        l = l - 1461 * i / 4 + 31
        let j = 80 * l / 2447
        let day = l - 2447 * j / 80
        let month = j + 2 - 12 * (j / 11)
        let year = 100 * (n - 49) + i + j / 11
        let seconds = clock / 1000
        return
            "\(year)-\(pad(month))-\(pad(day))T\(pad(seconds / 3600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))."
            + pad(clock % 1000, 3)
    }

    /// Modified Julian date in UTC of seconds of International Atomic Time since MJD 0, as the SDSS gives them.
    ///
    /// Leap seconds as announced in IERS Bulletin C; `nil` before 1996.
    static func utc(tai seconds: Double) -> Double? {
        let steps: [(from: Double, difference: Double)] = [
            (57754, 37), (57204, 36), (56109, 35), (54832, 34), (53736, 33), (51179, 32), (50630, 31), (50083, 30),
        ]
        let mjd = seconds / 86400
        return steps.first { mjd >= $0.from }.map { (seconds - $0.difference) / 86400 }
    }

    private static func pad(_ value: Int, _ width: Int = 2) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
