// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Spectra

@Suite struct ObservationDateTests {
    @Test(
        "dates of all ages become ISO 8601",
        arguments: [
            ("2015-03-10T21:04:05.5", nil, "2015-03-10T21:04:05.5"), ("2015-03-10", "21:04:05", "2015-03-10T21:04:05"),
            ("10/03/98", nil, "1998-03-10"), ("2015/03/10", nil, "2015-03-10"),
            ("2015-03-10", "2:3:4", "2015-03-10T02:03:04"),
            ("2021-01-15 10:44:28.919", nil, "2021-01-15T10:44:28.919"),
            ("2022-05-13T23:30:26.81Z", nil, "2022-05-13T23:30:26.81"),
            ("2015-02-30", nil, nil), ("soon", nil, nil), ("2015-02-30T00:00:00", nil, nil),
            ("2015-03-10T24:00:00", nil, "2015-03-10"), ("", nil, nil), ("1/1/9223372036854775807", nil, nil),
        ] as [(String, String?, String?)])
    func iso(text: String, time: String?, wanted: String?) {
        #expect(ObservationDate.iso8601(text, time: time) == wanted)
    }

    /// From astropy 7: Time(…).mjd.
    @Test(
        "Julian dates are astropy's",
        arguments: [
            ("2015-03-10T21:04:05.5", 57091.877841435184), ("1998-03-10", 50882), ("1858-11-17T00:00:00", 0),
            ("2000-02-29T12:00:00", 51603.5),
        ])
    func mjd(text: String, wanted: Double) throws {
        #expect(abs(try #require(ObservationDate.mjd(text)) - wanted) < 1e-9)
    }
}
