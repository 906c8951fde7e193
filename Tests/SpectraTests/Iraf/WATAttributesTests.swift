// SPDX-License-Identifier: Apache-2.0

import FITS
import Testing

@testable import Spectra

@Suite struct WATAttributesTests {
    @Test("cards of 68 characters are joined with the blanks that FITS dropped")
    func joined() {
        let full = "wtype=multispec spec1 = \"1 1 0 100.5 1. 10 0. 1. 2.\" spec2 = \"2 2 0 "
        #expect(full.utf8.count == 68)
        let header = FITSHeader(cards: [
            // The 68th character is a blank, which a FITS reader does not give.
            .init(keyword: "WAT2_001", value: .text(String(full.dropLast(1)))),
            .init(keyword: "WAT2_002", value: .text("5 1. 10 0. 3. 4.\"")),
        ])
        let attributes = WATAttributes(header, axis: 2)
        #expect(attributes["spec1"] == "1 1 0 100.5 1. 10 0. 1. 2.")
        #expect(attributes["spec2"]?.split(separator: " ") == ["2", "2", "0", "5", "1.", "10", "0.", "3.", "4."])
    }

    @Test("names without value, unclosed quotes and nothing at all do no harm")
    func odd() {
        #expect(WATAttributes.parse("wtype=linear label=Wavelength units=angstroms")["units"] == "angstroms")
        #expect(WATAttributes.parse("a = \"open")["a"] == "open")
        #expect(WATAttributes.parse("flag x=1 =2 \"y\"")["x"] == "1")
        #expect(WATAttributes.parse("").isEmpty)
        #expect(WATAttributes.parse("a=1 a=2")["a"] == "1")
    }
}
