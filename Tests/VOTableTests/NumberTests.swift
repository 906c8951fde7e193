// SPDX-License-Identifier: Apache-2.0

import Testing
import VOTable

/// Decimals that are hard to round, with the bits that Python gives: `struct.pack("<d", float(text))`; for single precision
/// the nearest to the exact `fractions.Fraction(text)`, ties to even.
@Suite struct NumberTests {
    static let doubles: [(String, UInt64)] = [
        ("2.2250738585072011e-308", 0x000FFFFFFFFFFFFF),
        ("2.2250738585072014e-308", 0x0010000000000000),
        ("4.9406564584124654e-324", 0x0000000000000001),
        ("2.4703282292062328e-324", 0x0000000000000001),
        ("1.7976931348623157e308", 0x7FEFFFFFFFFFFFFF),
        ("1.7976931348623159e308", 0x7FF0000000000000),
        ("9007199254740993", 0x4340000000000000),
        ("9007199254740992.99999", 0x4340000000000000),
        ("1.00000000000000011102230246251565404236316680908203125", 0x3FF0000000000000),
        ("1.00000000000000011102230246251565404236316680908203126", 0x3FF0000000000001),
        ("0.1", 0x3FB999999999999A),
        ("123456789012345678901234567890", 0x45F8EE90FF6C373E),
        ("6.631236846766476e-316", 0x0000000008000000),
        ("3.2378839133029012895883524125015321748630094231e-68", 0x31EBEF0E9EC95B5A),
        ("8.533e+68", 0x4E3FA69165A8EEA2),
        ("0.000000000000000000000000000000000001e36", 0x3FF0000000000000),
        ("1e-400", 0x0000000000000000),
        ("7.2057594037927933e16", 0x4370000000000000),
    ]

    static let floats: [(String, UInt32)] = [
        ("16777217", 0x4B800000),
        ("16777217.0000001", 0x4B800001),
        ("1.17549435e-38", 0x00800000),
        ("7.0064923216240854e-46", 0x00000001),
        ("7.0064923216240855e-46", 0x00000001),
        ("3.4028235677973366e38", 0x7F7FFFFF),
        ("0.1", 0x3DCCCCCD),
        ("1.000000178813934326171875", 0x3F800002),
    ]

    private func cell(_ datatype: String, _ text: String) throws -> Double? {
        let bytes = document(fields: "<FIELD name=\"a\" datatype=\"\(datatype)\"/>", rows: "<TR><TD>\(text)</TD></TR>")
        guard case .real(let value) = try rows(bytes)[0][0] else { return nil }
        return value
    }

    @Test("a decimal becomes the nearest double", arguments: doubles)
    func double(text: String, bits: UInt64) throws {
        #expect(try cell("double", text)?.bitPattern == bits)
        #expect(try cell("double", "-" + text)?.bitPattern == bits | 1 << 63)
    }

    @Test("a decimal becomes the nearest float, rounded once", arguments: floats)
    func float(text: String, bits: UInt32) throws {
        #expect(try cell("float", text).map { Float($0).bitPattern } == bits)
    }
}
