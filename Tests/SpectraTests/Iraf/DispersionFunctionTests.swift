// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Spectra

@Suite struct DispersionFunctionTests {
    private func function(_ fields: [Double]) throws -> DispersionFunction {
        var rest = fields[...]
        let function = try #require(DispersionFunction(&rest))
        #expect(rest.isEmpty)
        return function
    }

    /// numpy 2: chebval and legval of [5000, 100, 3, 0.5, 0.25] at n = (p - 512.5) / 511.5.
    @Test("Chebyshev and Legendre series are numpy's")
    func polynomials() throws {
        let coefficients = [5000, 100, 3, 0.5, 0.25]
        let chebyshev = try function([1, 0, 1, 5, 1, 1024] + coefficients)
        let legendre = try function([1, 0, 2, 5, 1, 1024] + coefficients)
        for (pixel, c, l) in polynomialValues {
            #expect(abs(chebyshev(pixel) - c) < 1e-9)
            #expect(abs(legendre(pixel) - l) < 1e-9)
        }
        let constant = try function([1, 0, 1, 1, 1, 10, 42])
        #expect(constant(3) == 42)
    }

    private let polynomialValues: [(Double, Double, Double)] = [
        (1.0, 4902.75, 4902.75),
        (17.0, 4905.527931444068, 4905.618313250887),
        (300.25, 4956.981983265047, 4957.965902483994),
        (512.5, 4997.25, 4998.59375),
        (1024.0, 5103.75, 5103.75),
        (1100.0, 5122.173669719825, 5121.088007523138),
    ]

    @Test("a series of more terms than any fit has is refused, since each costs time at every pixel")
    func order() {
        var fields = ([1, 0, 1, 50_000, 1, 1024] + [Double](repeating: 1, count: 50_000))[...]
        #expect(DispersionFunction(&fields) == nil)
    }

    @Test("splines keep to straight lines, and meet at their knots")
    func splines() throws {
        // Coefficients of a straight line in IRAF's basis: a cubic B-spline of 6 c(k) reproduces 6 times a line.
        let linear = try function([1, 0, 4, 4, 1, 101, 10, 20, 30, 40, 50])
        #expect(linear(1) == 10 && linear(26) == 20 && linear(51) == 30 && linear(101) == 50)
        #expect(abs(linear(38.5) - 25) < 1e-12)
        let cubic = try function([1, 0, 3, 4, 1, 101, 0, 1, 2, 3, 4, 5, 6])
        for pixel in stride(from: 1.0, through: 101, by: 6.25) {
            // Σ x = 6, and the line c(k) = k has the value 6 (s + 1).
            #expect(abs(cubic(pixel) - 6 * ((pixel - 1) / 25 + 1)) < 1e-9)
        }
    }

    @Test("arrays give the wavelength of a pixel and interpolate between")
    func arrays() throws {
        let array = try function([1, 0, 5, 4, 100, 110, 130, 160])
        #expect(array(1) == 100 && array(2) == 110 && array(4) == 160)
        #expect(array(3.5) == 145)
        let sampled = try function([1, 0, 6, 3, 0, 1, 100, 11, 200, 21, 400])
        #expect(sampled(1) == 100 && sampled(6) == 150 && sampled(16) == 300 && sampled(21) == 400)
    }

    @Test("weight and offset act on the value")
    func weights() throws {
        let function = try function([0.25, 8, 5, 2, 100, 110])
        #expect(function(1) == 27)
    }

    @Test("too few fields, unknown types and wild sizes are refused")
    func refused() {
        for fields in [
            [], [1, 0, 1], [1, 0, 1, 5, 1, 1024, 1], [1, 0, 7, 2, 1, 2, 3, 4], [1, 0, 1, 1e18, 1, 2],
            [1, 0, 2, 3, 5, 5, 1, 2, 3],
        ] as [[Double]] {
            var rest = fields[...]
            #expect(DispersionFunction(&rest) == nil)
        }
    }
}

@Suite struct MultispecEntryTests {
    @Test("linear, log-linear and Doppler-shifted axes")
    func axes() throws {
        let linear = try #require(MultispecEntry("1 113 0 4955.5 0.05 256 0. 23.22 31.27"))
        let axis = linear.axis(count: 3) { $0 }
        #expect(axis.values == [4955.5, 4955.55, 4955.6] && axis.spacing == .linear)
        #expect(linear.aperture == 1 && linear.beam == 113 && linear.apertureHigh == 31.27)
        // A trimmed image: logical pixel 1 is physical pixel 11, and pixels are binned by two.
        #expect(linear.axis(count: 2) { ($0 + 4.5) / 0.5 }.values == [4956.0, 4956.1])
        let log = try #require(MultispecEntry("1 1 1 3.5 0.001 256 0.1 0 0")).axis(count: 2) { $0 }
        #expect(abs(log.values[1] * 1.1 / pow(10, 3.501) - 1) < 1e-14)
        let doppler = try #require(MultispecEntry("2 2 0 5000 1 10 -0.5")).axis(count: 2) { $0 }
        #expect(doppler.values == [10_000, 10_002])
    }

    @Test("two functions are added with their weights")
    func weighted() throws {
        let entry = try #require(
            MultispecEntry("1 1 2 100 10 2 0. 0. 0. 0.75 0. 5 2 100 110 0.25 4. 5 2 200 210"))
        #expect(entry.axis(count: 2) { $0 }.values == [0.75 * 100 + 0.25 * 204, 0.75 * 110 + 0.25 * 214])
    }

    @Test(
        "what is no attribute is refused",
        arguments: [
            "", "1 1 0", "a b c d e f g", "1 1 5 1 1 10 0", "1 1 2 1 1 10 0 0 0", "1 1 0 1 1 -5 0", "1 1 0 1 1 10 -1",
            "1e300 1 0 1 1 10 0",
        ])
    func refused(text: String) {
        #expect(MultispecEntry(text) == nil)
    }
}
