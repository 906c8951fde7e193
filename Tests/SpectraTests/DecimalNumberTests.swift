// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Spectra

@Suite("Numbers in text")
struct DecimalNumberTests {
    private func parse(_ text: String, decimalComma: Bool = false) -> Double? {
        Array(text.utf8).withUnsafeBytes { DecimalNumber.parse($0, decimalComma: decimalComma) }
    }

    @Test(
        "Every spelling is correctly rounded",
        arguments: [
            ("0", 0), ("-1.5", -1.5), ("+.5e-3", 0.0005), ("1.", 1), ("1.0D3", 1000), ("9.966983E-01", 0.9966983),
            ("6260.34121155377", 6260.34121155377), ("0.929810278192969", 0.929810278192969),
            ("1.7976931348623157e308", 1.7976931348623157e308), ("5e-324", Double.leastNonzeroMagnitude),
            ("1e400", .infinity),
            ("123456789012345678901234567890", 1.2345678901234568e29), ("0.1000000000000000055511151231257827", 0.1),
            ("9007199254740993", 9_007_199_254_740_992), (" 2.5\t", 2.5),
        ])
    func spellings(text: String, value: Double) {
        #expect(parse(text) == value)
    }

    @Test("The decimal comma is taken only where it is expected")
    func decimalComma() {
        #expect(parse("6562,8", decimalComma: true) == 6562.8)
        #expect(parse("1,234567890123456789e-5", decimalComma: true) == 1.234567890123456789e-5)
        #expect(parse("6562,8") == nil)
    }

    @Test("NaN and infinity in any case")
    func special() {
        #expect(parse("NaN")?.isNaN == true)
        #expect(parse("-inf") == -.infinity)
        #expect(parse("Infinity") == .infinity)
    }

    @Test(
        "What is no number is none", arguments: ["", " ", "-", ".", "1e", "1e+", "1.2.3", "0x10", "1 2", "12a", "e5"])
    func noNumber(text: String) {
        #expect(parse(text) == nil)
    }
}
