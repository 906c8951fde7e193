// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra
import Testing

/// The spectrum for which `spectres`, `numpy.interp` and `scipy.interpolate.CubicSpline` gave the numbers below.
///
/// ```python
/// i = np.arange(3700); w = 10**(3.58+1e-4*i)
/// f = (1+0.3*np.sin(0.1*i)+0.002*((i*37)%101)).astype(np.float32)
/// e = (0.05+0.001*((i*13)%29)).astype(np.float32)
/// g = 3900+2.4*np.arange(1900); nf, ne = spectres.spectres(g, w, f.astype(float), spec_errs=e.astype(float))
/// ```
private enum Sample {
    static let wavelengths = (0..<3700).map { pow(10, 3.58 + 1e-4 * Double($0)) }
    static let flux = (0..<3700).map { pixel -> Float in
        let wave: Double = 1 + 0.3 * sin(0.1 * Double(pixel))
        let noise = Double((pixel * 37) % 101)
        return Float(wave + 0.002 * noise)
    }
    static let error = (0..<3700).map { pixel -> Float in
        let noise = Double((pixel * 13) % 29)
        return Float(0.05 + 0.001 * noise)
    }
    static let linear = (0..<1900).map { 3900 + 2.4 * Double($0) }
}

private func sum(_ values: [Float]?) -> Double { (values ?? []).reduce(0) { $0 + Double($1) } }

private func agree(_ value: Float?, _ expected: Double, within tolerance: Double = 1e-6) -> Bool {
    guard let value else { return false }
    return abs(Double(value) - expected) <= tolerance * abs(expected)
}

@Suite struct RebinningTests {
    @Test("flux-conserving rebinning to a coarser linear grid equals spectres, errors too")
    func coarser() {
        let result = Rebinning.rebin(
            wavelengths: Sample.wavelengths, flux: Sample.flux, error: Sample.error, to: Sample.linear)
        let expected: [(Int, Double, Double)] = [
            (0, 0.7889032463441448, 0.03665730195548221), (1, 0.8078494107099616, 0.03454426192262692),
            (777, 0.8214385269520872, 0.04017613094866286), (1500, 0.9910334120964194, 0.050731840543342475),
            (1899, 1.4230500681375973, 0.048280457114049685),
        ]
        for (pixel, flux, error) in expected {
            #expect(agree(result.flux[pixel], flux))
            #expect(agree(result.error?[pixel], error))
        }
        #expect(abs(sum(result.flux) - 2090.3905751996767) < 1e-4)
        #expect(abs(sum(result.error) - 83.5457688927095) < 1e-5)
        #expect(!result.mask.contains(true))
        #expect(result.coverage.allSatisfy { $0 == 1 })
    }

    @Test("flux-conserving rebinning to a log grid and to a finer grid equals spectres")
    func logarithmicAndFiner() {
        let log = Rebinning.rebin(
            wavelengths: Sample.wavelengths, flux: Sample.flux, error: Sample.error,
            to: (0..<1000).map { pow(10, 3.6 + 3.3e-4 * Double($0)) })
        #expect(agree(log.flux[500], 1.1882406772836362))
        #expect(agree(log.error?[500], 0.03642264733372219))
        #expect(abs(sum(log.flux) - 1100.9075810573152) < 1e-4)
        #expect(abs(sum(log.error) - 33.62100817200517) < 1e-5)
        let fine = Rebinning.rebin(
            wavelengths: Sample.wavelengths, flux: Sample.flux, error: Sample.error,
            to: (0..<3000).map { 5000 + 0.11 * Double($0) })
        #expect(agree(fine.flux[1501], 1.3942087888717651))
        #expect(abs(sum(fine.flux) - 3348.4714071089275) < 2e-4)
        #expect(abs(sum(fine.error) - 188.662505121749) < 2e-5)
    }

    @Test("a constant stays that constant, bit for bit, on any grid")
    func constant() {
        let flux = [Float](repeating: 0.1, count: 3700)
        for method in Rebinning.Method.allCases {
            let result = Rebinning.rebin(wavelengths: Sample.wavelengths, flux: flux, to: Sample.linear, method: method)
            #expect(result.flux.allSatisfy { abs($0 - 0.1) <= Float.ulpOfOne * 0.1 })
        }
    }

    @Test("the flux integral is conserved where the new grid covers the old")
    func conservation() {
        let wavelengths = (0..<50).map { 100 + 3 * Double($0) }
        let flux = (0..<50).map { Float(($0 * 7) % 13) }
        let grid = (0..<40).map { 90 + 4.5 * Double($0) }
        let result = Rebinning.rebin(wavelengths: wavelengths, flux: flux, to: grid, minimumCoverage: 0)
        // Partly covered pixels hold the mean over their covered part.
        let integral = zip(result.flux, result.coverage).reduce(0) { $0 + Double($1.0) * Double($1.1) * 4.5 }
        #expect(abs(integral - 3 * sum(flux)) < 1e-4)
    }

    @Test("masked and non-finite pixels contribute no flux, and coverage says how much is left")
    func masked() {
        var flux = [Float](repeating: 2, count: 20)
        flux[5] = .nan
        flux[6] = 1e30
        var mask = [Bool](repeating: false, count: 20)
        mask[6] = true
        let result = Rebinning.rebin(
            wavelengths: (0..<20).map(Double.init), flux: flux, error: [Float](repeating: 1, count: 20), mask: mask,
            to: [0.5, 4.5, 8.5], minimumCoverage: 0.5)
        // The new pixels are [-1.5, 2.5], [2.5, 6.5], [6.5, 10.5]; pixels 5 and 6 end at 4.5 and 6.5.
        #expect(result.coverage == [0.75, 0.5, 1])
        #expect(result.mask == [false, false, false])
        #expect(result.flux == [2, 2, 2])
        #expect(agree(result.error?[1], 1 / 2.0.squareRoot()))
        let strict = Rebinning.rebin(
            wavelengths: (0..<20).map(Double.init), flux: flux, mask: mask, to: [0.5, 4.5, 8.5], minimumCoverage: 0.6)
        #expect(strict.mask == [false, true, false])
        #expect(strict.flux == [2, 0, 2])
    }

    @Test("what lies outside is masked, never extrapolated", arguments: Rebinning.Method.allCases)
    func outside(method: Rebinning.Method) {
        let result = Rebinning.rebin(
            wavelengths: [10, 11, 12, 13, 14], flux: [1, 2, 3, 4, 5], to: (0..<25).map(Double.init), method: method)
        #expect(result.mask.enumerated().allSatisfy { $1 == !(10...14).contains($0) })
        #expect(result.flux[9] == 0)
        #expect(result.flux[15] == 0)
        #expect(result.flux[12] == 3)
    }

    @Test("linear interpolation equals numpy.interp")
    func linear() {
        let result = Rebinning.rebin(
            wavelengths: Sample.wavelengths, flux: Sample.flux, to: Sample.linear, method: .linear)
        #expect(agree(result.flux[0], 0.8088640672712467))
        #expect(agree(result.flux[777], 0.7914141145717329))
        #expect(agree(result.flux[1899], 1.4237575034178793))
        #expect(abs(sum(result.flux) - 2088.7913788300225) < 1e-4)
    }

    @Test("spline interpolation equals scipy's CubicSpline")
    func spline() {
        let result = Rebinning.rebin(
            wavelengths: Sample.wavelengths, flux: Sample.flux, to: Sample.linear, method: .spline)
        #expect(agree(result.flux[0], 0.8146529832466396))
        #expect(agree(result.flux[777], 0.7800885902456483))
        #expect(abs(sum(result.flux) - 2089.1161630516144) < 1e-4)
    }

    @Test(
        "splines through five, four and three points equal scipy's",
        arguments: [
            (5, [1.5, 3, 4.5, 6.9], [2.258838383838383, 3.1717171717171717, 1.1069023569023568, 4.269811447811451]),
            (4, [1.5, 3, 4.5, 5.2], [2.291005291005291, 3.068783068783069, 1.287037037037037, 0.3333333333333329]),
            (3, [1.5, 3, 3.9], [2.2083333333333335, 3.333333333333333, 2.208333333333334]),
        ])
    func shortSpline(count: Int, places: [Double], expected: [Double]) {
        let result = Rebinning.rebin(
            wavelengths: Array([1, 2, 4, 5.5, 7].prefix(count)), flux: Array([1, 3, 2, 0, 5].prefix(count)), to: places,
            method: .spline, minimumCoverage: 0)
        for (value, expected) in zip(result.flux, expected) { #expect(agree(value, expected)) }
    }

    @Test("interpolation does not bridge a masked pixel")
    func gap() {
        let result = Rebinning.rebin(
            wavelengths: [0, 1, 2, 3, 4], flux: [0, 1, 99, 3, 4], mask: [false, false, true, false, false],
            to: [0.5, 1, 1.25, 2, 2.75, 3, 3.5], method: .linear, minimumCoverage: 0)
        #expect(result.mask == [false, false, true, true, true, false, false])
        #expect(result.flux == [0.5, 1, 0, 0, 0, 3, 3.5])
    }
}
