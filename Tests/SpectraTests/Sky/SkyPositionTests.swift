// SPDX-License-Identifier: Apache-2.0

import FITS
import Testing

@testable import Spectra

@Suite struct SkyPositionTests {
    @Test("degrees and sexagesimal hours give the same position")
    func forms() throws {
        let text = try #require(SkyPosition(ra: .text(" 8:00:33.30"), dec: .text("29:12:57.90"), equinox: 2000))
        let number = try #require(SkyPosition(ra: .real(120.13875), dec: .text("29.21608333"), equinox: 2000))
        #expect(abs(text.ra - number.ra) < 1e-9 && abs(text.dec - number.dec) < 1e-8)
        #expect(text.note == nil)
        let south = try #require(SkyPosition(ra: .text("0 0 0"), dec: .text("-00 30 00"), equinox: 2000))
        #expect(south.dec == -0.5)
    }

    @Test("radians are known by the sexagesimal value in the comment, and only by it")
    func radians() throws {
        // HD 5820: 0 h 57 m 13.0 s, +6° 12′ 41″, as the header of its STELIB spectrum writes them.
        let (ra, dec) = (FITSValue.real(0.24965481), FITSValue.real(0.10840919))
        let position = try #require(
            SkyPosition(radians: ra, dec, comment: "Mean RA  00 57 13.0", equinox: 2000))
        #expect(abs(position.ra - 15 * (57.0 / 60 + 13.0 / 3600)) < 1e-3)
        #expect(abs(position.dec - (6 + 12.0 / 60 + 41.0 / 3600)) < 1e-3)
        #expect(position.note == "The position is in radians, as the comment of RA shows.")
        #expect(SkyPosition(radians: ra, dec, comment: "Right ascension", equinox: 2000) == nil)
        #expect(SkyPosition(radians: ra, dec, comment: "RA 00 00 59.9 in degrees", equinox: 2000) == nil)
    }

    /// From astropy 7: SkyCoord(…, frame=FK5(equinox=…)).transform_to(FK5(equinox='J2000')).
    @Test(
        "positions of another equinox are precessed as by astropy",
        arguments: [
            ("10:10:07.540", "-08:24:29.40", 2011.07666, 152.39370267957923, -8.353487839028906),
            ("23:59:59.9", "+89:00:00", 1975.0, 0.3457885461816464, 89.13918663426246),
        ])
    func precession(ra: String, dec: String, equinox: Double, wantedRA: Double, wantedDec: Double) throws {
        let position = try #require(SkyPosition(ra: .text(ra), dec: .text(dec), equinox: equinox))
        #expect(abs(position.dec - wantedDec) < 1e-7)
        #expect(abs(position.ra - wantedRA) < 1e-6)
        #expect(position.note != nil)
    }

    @Test(
        "what is no position is none",
        arguments: [("abc", "1"), ("25:00:00", "0:0:0"), ("400", "0"), ("10", "91"), ("1:70:0", "0"), ("", "")])
    func refused(ra: String, dec: String) {
        #expect(SkyPosition(ra: .text(ra), dec: .text(dec), equinox: 2000) == nil)
        #expect(SkyPosition(ra: .real(.nan), dec: .real(0), equinox: 2000) == nil)
    }

    @Test("spectra of one object share a group, by name first and then by position")
    func group() {
        #expect(Spectrum.Target(name: "HD 123 299").group == Spectrum.Target(name: "hd123299", ra: 1, dec: 2).group)
        #expect(
            Spectrum.Target(ra: 10.00012, dec: -3).group == Spectrum.Target(name: " ", ra: 10.0001, dec: -3.0001).group)
        #expect(Spectrum.Target(name: "unknown").group == nil)
        #expect(Spectrum.Target(name: nil, ra: .nan, dec: 4).group == nil)
    }
}
