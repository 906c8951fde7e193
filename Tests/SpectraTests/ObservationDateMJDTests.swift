// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Spectra

@Suite("Dates from Julian dates")
struct ObservationDateMJDTests {
    /// astropy: Time(mjd, format='mjd').isot
    @Test(
        "A modified Julian date is the date that astropy gives",
        arguments: [
            (0.0, "1858-11-17T00:00:00.000"), (51871.34171527778, "2000-11-23T08:12:04.200"),
            (60369.999999999, "2024-03-01T00:00:00.000"), (59639.5, "2022-03-01T12:00:00.000"),
        ])
    func date(mjd: Double, iso: String) {
        #expect(ObservationDate.iso8601(mjd: mjd) == iso)
    }

    /// astropy: Time(4481683956.20 / 86400, format='mjd', scale='tai').utc.mjd
    @Test("Atomic time loses its leap seconds")
    func atomicTime() throws {
        let mjd = try #require(ObservationDate.utc(tai: 4_481_683_956.20))
        #expect(abs(mjd - 51871.34171527778) < 1e-9)
    }

    @Test("Powers of ten agree with the C library to 5e-15")
    func powers() {
        let exponents = [-300.5, -1, 0, 0.3, 3.5797, 3.9653, 17, 300.25]
        // Python: [10.0**x for x in exponents]
        let wanted = [
            3.1622776601683794e-301, 0.1, 1, 1.9952623149688795, 3799.2686147637874, 9232.08937082158, 1e17,
            1.778279410038923e300,
        ]
        for (value, wanted) in zip(TenToThe.power(exponents), wanted) { #expect(abs(value / wanted - 1) < 5e-15) }
        #expect(
            TenToThe.power([.nan])[0].isNaN && TenToThe.power([400]) == [.infinity] && TenToThe.power([-400]) == [0])
    }
}
