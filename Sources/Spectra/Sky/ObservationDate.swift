// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Dates of observation as archives write them.
enum ObservationDate {
    /// ISO 8601 from "2015-03-10T21:04:05", "2015-03-10" with a time apart, "10/03/98" (the FITS form before 2000) and
    /// "2015/03/10"; `nil` for what is no date.
    static func iso8601(_ text: String, time: String? = nil) -> String? {
        if isISO8601(text) { return text }
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let halves = trimmed.split(maxSplits: 1) { $0 == "T" || $0 == " " }
        guard let first = halves.first, let day = day(first) else { return nil }
        guard let clock = (halves.count > 1 ? String(halves[1]) : time).flatMap(clock) else { return day }
        return day + "T" + clock
    }

    /// Modified Julian date of an ISO 8601 date in UTC; midnight if it has no time.
    static func mjd(_ iso: String) -> Double? {
        let halves = iso.split(separator: "T", maxSplits: 1)
        guard let first = halves.first else { return nil }
        let fields = first.split(separator: "-").compactMap { Int($0) }
        guard fields.count == 3, let days = days(year: fields[0], month: fields[1], day: fields[2]) else { return nil }
        guard halves.count > 1 else { return Double(days) }
        let clock = halves[1].split(separator: ":").compactMap { Double($0) }
        guard clock.count == 3 else { return Double(days) }
        return Double(days) + (clock[0] * 3600 + clock[1] * 60 + clock[2]) / 86400
    }

    /// Whether the text has the form "2015-03-10T21:04:05" already, with or without a fraction: most have.
    private static func isISO8601(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 19 || (bytes.count > 20 && bytes[19] == UInt8(ascii: ".")) else { return false }
        for (index, byte) in bytes.enumerated() where index != 19 {
            switch index {
            case 4, 7: if byte != UInt8(ascii: "-") { return false }
            case 10: if byte != UInt8(ascii: "T") { return false }
            case 13, 16: if byte != UInt8(ascii: ":") { return false }
            default: if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return false }
            }
        }
        func number(_ first: Int, _ count: Int) -> Int {
            bytes[first..<first + count].reduce(0) { $0 * 10 + Int($1) - 48 }
        }
        return days(year: number(0, 4), month: number(5, 2), day: number(8, 2)) != nil && number(11, 2) < 24
            && number(14, 2) < 60 && number(17, 2) < 61
    }

    private static func day(_ text: Substring) -> String? {
        let fields = text.split { $0 == "-" || $0 == "/" || $0 == "." }
        let numbers = fields.compactMap { Int($0) }
        guard fields.count == 3, numbers.count == 3 else { return nil }
        let (year, month, day): (Int, Int, Int)
        if fields[0].count == 4 {
            (year, month, day) = (numbers[0], numbers[1], numbers[2])
        } else if fields[2].count == 4 {
            (year, month, day) = (numbers[2], numbers[1], numbers[0])
        } else if text.contains("/") && fields[2].count == 2 {
            // FITS before 2000: DD/MM/YY, and the year is of the 20th century (FITS 4.0 §4.4.2.1).
            (year, month, day) = (1900 + numbers[2], numbers[1], numbers[0])
        } else {
            return nil
        }
        guard days(year: year, month: month, day: day) != nil else { return nil }
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// "21:04:05.5" if the text is a time of the day.
    private static func clock(_ text: String) -> String? {
        var text = text.trimmingCharacters(in: .whitespaces)
        if text.hasSuffix("Z") { text.removeLast() }
        let fields = text.split { $0 == ":" || $0 == " " }.map(String.init)
        guard (2...3).contains(fields.count), let hour = Int(fields[0]), let minute = Int(fields[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        let second = fields.count > 2 ? fields[2] : "00"
        guard second.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(second),
            (0..<61).contains(value)
        else { return nil }
        return "\(two(hour)):\(two(minute)):" + (value < 10 && !second.hasPrefix("0") ? "0" + second : second)
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Days since MJD 0 of a Gregorian date; `nil` outside of the years 1800–2200 or if there is no such day.
    private static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1800...2200).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        // Fliegel & van Flandern 1968, doi:10.1145/364096.364097, less 2400001.
        let a = (month - 14) / 12
        return day - 32075 + 1461 * (year + 4800 + a) / 4 + 367 * (month - 2 - a * 12) / 12
            - 3 * ((year + 4900 + a) / 100) / 4 - 2_400_001
    }
}
