// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The `Retry-After` field: seconds, or a date (RFC 9110 §10.2.3).
enum RetryAfter {
    static func duration(_ text: String, now: Date) -> Duration? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Double(text), seconds.isFinite, seconds >= 0 {
            return .milliseconds(Int64(min(seconds, 1e9) * 1000))
        }
        guard let date = HTTPDate.parse(text) else { return nil }
        let seconds = min(max(date.timeIntervalSince(now), 0), 1e9)
        return .milliseconds(Int64((seconds * 1000).rounded(.up)))
    }
}

/// The three forms of a date in HTTP (RFC 9110 §5.6.7).
enum HTTPDate {
    static func parse(_ text: String) -> Date? {
        let words = text.split { " ,-".contains($0) }
        guard words.count >= 5, let clock = words.first(where: { $0.contains(":") }) else { return nil }
        let time = clock.split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else {
            return nil
        }
        // asctime: Sun Nov  6 08:49:37 1994; the others have the day before the month.
        let isAsctime = Int(words[1]) == nil
        let (dayWord, monthWord, yearWord) =
            isAsctime ? (words[2], words[1], words[4]) : (words[1], words[2], words[3])
        guard let day = Int(dayWord), (1...31).contains(day), var year = Int(yearWord), (0...9999).contains(year),
            let month = months.firstIndex(of: monthWord.prefix(3).lowercased())
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        var parts = DateComponents()
        (parts.year, parts.month, parts.day) = (year, month + 1, day)
        (parts.hour, parts.minute, parts.second) = (time[0], time[1], time[2])
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar.date(from: parts)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
