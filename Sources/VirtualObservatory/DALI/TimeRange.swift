// SPDX-License-Identifier: Apache-2.0

/// A range of dates as services understand it: full seconds, and never a time of day without its date.
public struct TimeRange: Sendable, Hashable {
    /// "2013-01-01/2013-03-31", "/2013", "2013-05-01T12:00:00/", "2013-05".
    public let text: String
    /// MJD of the beginning and of the end; `nil` where the range is open.
    public let start: Double?
    public let end: Double?

    /// Reads what a user types: dates and times in ISO 8601, either end left open. Fractions of a second are widened to full ones,
    /// because they make services fail; a "Z" is left out.
    ///
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public init(_ text: String, name: String = "TIME") throws(ServiceError) {
        let wrong = ServiceError.badParameter(
            name: name, value: text,
            reason: "give dates as 2013-01-31 or 2013-01-31T12:00:00, and a range with \"/\" between its ends")
        let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmed)
        guard ends.count <= 2, !ends.allSatisfy(\.isEmpty) else { throw wrong }
        for end in ends where !end.isEmpty {
            guard DateText.modifiedJulianDate(end) != nil else { throw wrong }
        }
        let first = ends[0]
        let last = ends.count == 2 ? ends[1] : ends[0]
        start = DateText.modifiedJulianDate(first)
        end = DateText.endOfPeriod(last)
        if let start, let lastStart = DateText.modifiedJulianDate(last), start > lastStart {
            throw .badParameter(name: name, value: text, reason: "the beginning is after the end")
        }
        let words = [Self.plain(first, isEnd: false), Self.plain(last, isEnd: ends.count == 2)]
        self.text = ends.count == 1 ? words[0] : words.joined(separator: "/")
    }

    /// From and to these dates (MJD), widened to full seconds.
    public init(from start: Double?, to end: Double?) {
        let first = start.flatMap { DateText.iso($0) } ?? ""
        let last = end.flatMap { DateText.iso($0 + 0.99 / 86_400) } ?? ""
        text = first + "/" + last
        self.start = start
        self.end = end
    }

    private static func plain(_ text: String, isEnd: Bool) -> String {
        var text = text.replacing(" ", with: "T")
        if text.hasSuffix("Z") || text.hasSuffix("z") { text.removeLast() }
        guard let point = text.firstIndex(of: ".") else { return text }
        let fraction = text[text.index(after: point)...].contains { $0 != "0" }
        guard isEnd, fraction, let date = DateText.modifiedJulianDate(String(text[..<point])) else {
            return String(text[..<point])
        }
        return DateText.iso(date + 1.0 / 86_400) ?? String(text[..<point])
    }
}
