// SPDX-License-Identifier: Apache-2.0

import Spectra
import Testing

@Suite struct AirVacuumTests {
    /// From specutils 2.x: `vac_to_air(w * u.AA, method='Ciddor1996')`.
    @Test(
        "wavelengths in air are those of specutils",
        arguments: [
            (2000.0, 1999.3526230448367), (2345.678, 2344.959705955883), (3968.47, 3967.347504101745),
            (5000, 4998.605519970397), (5891.583, 5889.950602835644), (6564.614, 6562.801026281906),
            (8500.36, 8498.025023086722), (10052.1, 10049.344972000396), (17000, 16995.35768424109),
            (23000, 22993.724776528266),
        ])
    func air(vacuum: Double, air: Double) {
        #expect(abs(AirVacuum.air(vacuum: vacuum) - air) < 1e-8)
    }

    @Test("Hα, Na D and Hβ are where NIST has them, in air and in vacuum")
    func lines() {
        // NIST Atomic Spectra Database 5.11, Ritz wavelengths in ångström.
        for (air, vacuum) in [(5889.950954, 5891.583264), (6562.79, 6564.60), (4861.35, 4862.71)] {
            #expect(abs(AirVacuum.vacuum(air: air) - vacuum) < 0.011)
        }
        #expect(abs(AirVacuum.vacuum(air: 5889.950954) - 5891.583264) < 2e-3)
    }

    @Test("to air and back is the same to 1e-9 Å, from 2000 Å to 100 µm")
    func roundTrip() {
        var worst = 0.0
        for wavelength in stride(from: 2000.0, through: 30_000, by: 0.7) {
            worst = max(worst, abs(AirVacuum.vacuum(air: AirVacuum.air(vacuum: wavelength)) - wavelength))
        }
        #expect(worst < 1e-9)
        #expect(abs(AirVacuum.vacuum(air: AirVacuum.air(vacuum: 1e6)) - 1e6) < 1e-9)
    }

    @Test("below 2000 Å wavelengths are in vacuum always, and NaN stays NaN")
    func limit() {
        #expect(AirVacuum.air(vacuum: 1999.9) == 1999.9)
        #expect(AirVacuum.vacuum(air: 1215.67) == 1215.67)
        #expect(AirVacuum.air(vacuum: .nan).isNaN)
        #expect(AirVacuum.vacuum(air: .nan).isNaN)
        #expect(AirVacuum.vacuum(air: -5) == -5)
    }
}
