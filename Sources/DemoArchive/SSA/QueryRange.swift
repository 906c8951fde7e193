// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A range of an SSA parameter: "lo/hi", "/hi", "lo/" or one value (SSA 1.1 §3.2).
struct QueryRange: Sendable {
    var low = -Double.infinity
    var high = Double.infinity

    /// Reads a list of ranges separated by commas; `value` reads one end.
    static func list(_ text: String, _ name: String, value: (String) -> Double?) throws(UsageFault) -> [QueryRange] {
        var ranges: [QueryRange] = []
        for item in text.split(separator: ",") {
            let ends = item.split(separator: "/", omittingEmptySubsequences: false)
                .map { String($0).trimmingCharacters(in: .whitespaces) }
            var range = QueryRange()
            func read(_ end: String) throws(UsageFault) -> Double? {
                if end.isEmpty { return nil }
                guard let number = value(end), !number.isNaN else {
                    throw UsageFault(text: "\(name): \(end.prefix(80)) cannot be read")
                }
                return number
            }
            guard (1...2).contains(ends.count), ends.contains(where: { !$0.isEmpty }) else {
                throw UsageFault(text: "\(name): \(item.prefix(80)) is no range; write low/high")
            }
            range.low = try read(ends[0]) ?? range.low
            range.high = ends.count == 2 ? try read(ends[1]) ?? range.high : range.low
            guard range.low <= range.high else {
                throw UsageFault(text: "\(name): the range \(item.prefix(80)) is empty")
            }
            ranges.append(range)
        }
        return ranges
    }

    func overlaps(_ low: Double, _ high: Double) -> Bool { low <= self.high && high >= self.low }
}

/// Times of queries as modified Julian dates.
enum QueryTime {
    /// "2014", "2014-12", "2014-12-09", "2014-12-09T20:17:33[.5][Z]".
    static func mjd(_ text: String, isEnd: Bool = false) -> Double? {
        let text = text.hasSuffix("Z") ? String(text.dropLast()) : text
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(date.count), let year = date[0], (0...9999).contains(year) else { return nil }
        var components = DateComponents()
        components.year = year
        components.month = date.count > 1 ? date[1] ?? 0 : 1
        components.day = date.count > 2 ? date[2] ?? 0 : 1
        guard let month = components.month, (1...12).contains(month), let day = components.day, (1...31).contains(day)
        else {
            return nil
        }
        var seconds = 0.0
        if parts.count == 2 {
            let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
            guard (2...3).contains(clock.count), clock.allSatisfy({ $0 != nil }) else { return nil }
            for (value, factor) in zip(clock, [3600.0, 60, 1]) { seconds += (value ?? 0) * factor }
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar.date(from: components).map { $0.timeIntervalSince1970 / 86400 + 40587 + seconds / 86400 }
    }
}
