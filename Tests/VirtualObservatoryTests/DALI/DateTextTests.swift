// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import VirtualObservatory

@Suite struct DateTextTests {
    // Expected values: astropy.time.Time(…).mjd
    @Test(
        "dates become Modified Julian Dates",
        arguments: [
            ("2000-01-01T12:00:00", 51544.5), ("1858-11-17", 0), ("2013", 56293), ("2012-02-29T06:00:00Z", 55986.25),
            ("2000-04-29 03:22:00Z", 51663.14027777778),
        ])
    func toMJD(text: String, expected: Double) throws {
        #expect(abs(try #require(DateText.modifiedJulianDate(text)) - expected) < 1e-9)
    }

    @Test(
        "what is no date is none",
        arguments: ["", "12:00", "2013-13-01", "2013-02-29", "13-01-01", "2013-01-01T25:00", "x"])
    func refused(text: String) { #expect(DateText.modifiedJulianDate(text) == nil) }

    @Test(
        "Modified Julian Dates become dates", arguments: [(51544.5, "2000-01-01T12:00:00"), (0, "1858-11-17T00:00:00")])
    func toText(date: Double, expected: String) { #expect(DateText.iso(date) == expected) }

    @Test("there and back is the same second for any day")
    func roundTrip() {
        for day in stride(from: -300_000.0, to: 300_000, by: 1234.567_89) {
            guard let text = DateText.iso(day), let back = DateText.modifiedJulianDate(text) else {
                Issue.record("\(day) has no text")
                continue
            }
            #expect(abs(back - day) < 1.02 / 86_400)
        }
        #expect(DateText.iso(.nan) == nil && DateText.iso(1e9) == nil)
    }

    @Test(
        "ranges of dates are sent without fractions of a second, widened",
        arguments: [
            ("2013-01-01/2013-03-31", "2013-01-01/2013-03-31"), ("/2013", "/2013"),
            ("2013-05-01T12:00:00.7Z/", "2013-05-01T12:00:00/"),
            ("2013-05-01T12:00:00.7/2013-05-01T12:00:59.2", "2013-05-01T12:00:00/2013-05-01T12:01:00"),
            ("2013-05-01", "2013-05-01"),
        ])
    func ranges(text: String, sent: String) throws { #expect(try TimeRange(text).text == sent) }

    @Test(
        "ranges that no service understands are refused",
        arguments: ["12:00/13:00", "2014/2013", "/", "a/b", "2013/2014/2015"])
    func refusedRanges(text: String) { #expect(throws: ServiceError.self) { try TimeRange(text) } }
}
