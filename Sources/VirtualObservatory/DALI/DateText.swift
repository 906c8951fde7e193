// SPDX-License-Identifier: Apache-2.0

/// Dates as the Virtual Observatory writes them: ISO 8601 without a zone (DALI 1.1 §3.3.3), and Modified Julian Dates.
public enum DateText {
    /// The date as MJD; the beginning of the period for a date cut short ("2013", "2013-05").
    ///
    /// - Returns: `nil` for what is no date. A zone other than "Z" is none.
    public static func modifiedJulianDate(_ text: String) -> Double? { parts(text)?.start }

    /// The first moment that is not in the period any more, as MJD: "2013" ends with 2014-01-01; a time of day ends with its second.
    static func endOfPeriod(_ text: String) -> Double? { parts(text)?.end }

    /// "2013-01-31T12:00:00", rounded to the second before; `nil` outside the years 1 to 9999.
    public static func iso(_ date: Double) -> String? {
        guard date.isFinite, date >= -678_575, date < 2_973_484 else { return nil }
        // A hundredth of a second takes up what the conversion from seconds to days lost.
        let seconds = Int(((date - date.rounded(.down)) * 86_400 + 0.01).rounded(.down))
        let day = Int(date.rounded(.down)) + seconds / 86_400
        let (year, month, dayOfMonth) = civil(day)
        let time = seconds % 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let yearText = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        return
            "\(yearText)-\(two(month))-\(two(dayOfMonth))T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
    }

    private static func parts(_ text: String) -> (start: Double, end: Double)? {
        var text = text.trimmed
        if text.hasSuffix("Z") || text.hasSuffix("z") { text.removeLast() }
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == "t" || $0 == " " }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        let numbers = date.compactMap { piece in piece.allSatisfy(\.isNumber) ? Int(piece) : nil }
        guard (1...3).contains(date.count), numbers.count == date.count, date[0].count == 4, numbers[0] > 0 else {
            return nil
        }
        let year = numbers[0]
        let month = numbers.count > 1 ? numbers[1] : 1
        let dayOfMonth = numbers.count > 2 ? numbers[2] : 1
        guard (1...12).contains(month), dayOfMonth >= 1, dayOfMonth <= length(ofMonth: month, year) else { return nil }
        let start = Double(day(year, month, dayOfMonth))
        guard halves.count == 2 else {
            let end =
                switch numbers.count {
                case 1: day(year + 1, 1, 1)
                case 2: month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
                default: day(year, month, dayOfMonth) + 1
                }
            return (start, Double(end))
        }
        let clock = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        guard numbers.count == 3, (1...3).contains(clock.count),
            let hours = Int(clock[0]), (0...24).contains(hours),
            let minutes = clock.count > 1 ? Int(clock[1]) : 0, (0...59).contains(minutes),
            let seconds = clock.count > 2 ? Double(clock[2]) : 0, seconds >= 0, seconds < 61
        else { return nil }
        let whole = start + (Double(hours * 3600 + minutes * 60) + seconds) / 86_400
        let width: Double = clock.count == 1 ? 3600 : clock.count == 2 ? 60 : 1
        return (whole, whole + width / 86_400)
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        month == 12 ? 31 : day(year, month + 1, 1) - day(year, month, 1)
    }

    /// MJD of a day of the Gregorian calendar (Richards 2013, Explanatory Supplement to the Astronomical Almanac, §15.11).
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shift = (month - 14) / 12
        return 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12
            - 3 * ((year + 4900 + shift) / 100) / 4 + day - 32_075 - 2_400_001
    }

    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let julian = day + 2_400_001
        let f = julian + 1401 + (4 * julian + 274_277) / 146_097 * 3 / 4 - 38
        let e = 4 * f + 3
        let g = e % 1461 / 4
        let h = 5 * g + 2
        let month = (h / 153 + 2) % 12 + 1
        return (e / 1461 - 4716 + (14 - month) / 12, month, h % 153 / 5 + 1)
    }
}
