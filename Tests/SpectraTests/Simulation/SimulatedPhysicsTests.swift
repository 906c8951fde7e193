// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Spectra

@Suite("The physics of simulated spectra")
struct SimulatedPhysicsTests {
    private let grid = LogGrid(from: 6400, to: 6700, velocityStep: 5)

    @Test("a kernel has sum 1 and the width it was asked for", arguments: [0.8, 1.7, 12.0])
    func gaussianKernel(sigma: Double) {
        let kernel = Broadening.gaussian(sigma: sigma).map(Double.init)
        let middle = kernel.count / 2
        let variance = kernel.enumerated().reduce(0) { $0 + $1.element * pow(Double($1.offset - middle), 2) }
        #expect(abs(kernel.reduce(0, +) - 1) < 1e-6)
        // Integrating over elements of width 1 adds a variance of 1/12.
        #expect(abs(variance - sigma * sigma - 1.0 / 12) < 0.01 * sigma * sigma + 0.002)
    }

    @Test("a rotation kernel ends at v sin i")
    func rotationKernel() {
        let kernel = Broadening.rotation(velocity: 20.5)
        #expect(kernel.count == 41)
        #expect(abs(kernel.reduce(0, +) - 1) < 1e-5)
        #expect(kernel[20] > kernel[5] && kernel[5] > kernel[0] && kernel[0] > 0)
    }

    @Test("convolving keeps a constant, its ends too")
    func convolvedConstant() {
        let result = Broadening.convolve([Float](repeating: 3, count: 50), with: Broadening.gaussian(sigma: 4))
        #expect(result.allSatisfy { abs($0 - 3) < 1e-5 })
    }

    /// scipy.special.voigt_profile(x, 60, 90) over its value at 0: width 260.502, and at 100, 300 and 800 km/s.
    @Test("a pseudo-Voigt line is near the true one")
    func voigt() {
        let (width, _) = LogGrid.pseudoVoigt(sigma: 60, gamma: 90)
        #expect(abs(width - 260.502) < 0.5)
        var values = [Float](repeating: 0, count: grid.count)
        grid.addVoigt(1, at: 6550, sigma: 60, gamma: 90, into: &values)
        for (velocity, expected) in [(100.0, 0.6474), (300, 0.1189), (800, 0.0164)] {
            let place = grid.position(of: 6550 * exp(velocity / LogGrid.lightSpeed))
            #expect(abs(Double(values[Int(place.rounded())]) - expected) < 0.02)
        }
    }

    @Test("a deposited line keeps its equivalent width and its place between elements")
    func deposit() {
        var values = [Float](repeating: 0, count: grid.count)
        grid.deposit(0.8, at: 6562.19, into: &values)
        let sums = values.enumerated().reduce((0.0, 0.0)) { sums, entry in
            let area = Double(entry.element) * grid.wavelength(entry.offset) * grid.step
            return (sums.0 + area, sums.1 + area * grid.wavelength(entry.offset))
        }
        #expect(abs(sums.0 - 0.8) < 1e-4)
        #expect(abs(sums.1 / sums.0 - 6562.19) < 1e-3)
    }

    /// astropy.modeling.physical_models.BlackBody, B(λ)/B(5500 Å).
    @Test(
        "Planck's law is astropy's",
        arguments: [(4000, 5000, 0.687766), (9000, 5000, 0.676127), (4000, 10_000, 1.756226), (9000, 10_000, 0.273867)])
    func planck(wavelength: Double, temperature: Double, expected: Double) {
        #expect(abs(Continuum.planck(wavelength, temperature: temperature) - expected) < 2e-6)
    }

    /// Cardelli, Clayton & Mathis 1989, table 3, for U, B, V, R, I, J, H, K;
    /// the polynomial itself misses the table by 0.014 in B.
    @Test(
        "extinction is that of the paper's table",
        arguments: zip(
            [2.78, 2.27, 1.82, 1.43, 1.11, 0.80, 0.63, 0.46], [1.569, 1.337, 1.000, 0.751, 0.479, 0.282, 0.190, 0.114]))
    func extinction(inverseMicrons: Double, expected: Double) {
        #expect(abs(Continuum.extinction(1e4 / inverseMicrons) - expected) < 0.015)
    }

    @Test("a disc's line has its peaks at the speed of the rim, and the violet one higher for a positive asymmetry")
    func disc() throws {
        let disc = KeplerianDisc(rimVelocity: 150, radiusRatio: 8, emissivity: 1.8, asymmetry: 0.3)
        let edges = (-100...100).map { Double($0) * 5 }
        let profile = disc.profile(edges: edges)
        #expect(abs(profile.reduce(0, +) - 1) < 1e-12)
        let middle = profile.count / 2
        let violet = try #require(profile[..<middle].indices.max { profile[$0] < profile[$1] })
        let red = try #require(profile[middle...].indices.max { profile[$0] < profile[$1] })
        #expect(abs(edges[violet] + 150) <= 15)
        #expect(abs(edges[red] - 150) <= 15)
        #expect(profile[violet] > 1.5 * profile[red])
        #expect(profile[middle] < 0.8 * profile[red])
    }

    @Test("r = 18 is 1.787e-16 erg/s/cm2/Angstrom")
    func photometry() {
        // 3.631e-20 · 10^(−7.2) · c/6200².
        #expect(abs(Photometry.flux(magnitude: 18) - 17.86749) < 1e-4)
    }

    /// astropy 7, SkyCoord.radial_velocity_correction("heliocentric") from Ondřejov.
    @Test(
        "the Earth's velocity is astropy's to 0.6 km/s",
        arguments: [
            (152.53, -8.41, 55590.1, 13.972), (278.97, -1.65, 57000.83, -10.718), (10, 60, 58300, 16.296),
            (200, 30, 57500.2, -10.958),
        ])
    func velocityCorrection(ra: Double, dec: Double, mjd: Double, expected: Double) {
        // The rotation of the Earth, up to 0.3 km/s, is not in ours.
        #expect(abs(SkyField.velocityCorrection(ra: ra, dec: dec, mjd: mjd) - expected) < 0.9)
    }

    /// astropy.time.Time(mjd).isot.
    @Test(
        "dates are astropy's",
        arguments: [
            (57000.84552162049, "2014-12-09T20:17:33"), (60000.5, "2023-02-25T12:00:00"),
            (51544, "2000-01-01T00:00:00"),
            (88128, "2100-03-01T00:00:00"),
        ])
    func dates(mjd: Double, expected: String) {
        #expect(Coordinates.iso8601(mjd: mjd) == expected)
    }

    /// astropy.coordinates.SkyCoord.to_string("hmsdms").
    @Test("sexagesimal positions are astropy's")
    func sexagesimal() {
        #expect(Coordinates.hours(152.531417) == "10:10:07.540")
        #expect(Coordinates.degrees(-8.408167) == "-08:24:29.40")
        #expect(Coordinates.designation(ra: 138.080956, dec: 27.893459) == "J091219.43+275336.5")
    }

    @Test("normal deviates have mean 0, variance 1 and the tail of a normal distribution")
    func normals() {
        var generator = SeededGenerator(seed: 4)
        let values = generator.normals(200_001).map(Double.init)
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        let beyondTwo = Double(values.count { abs($0) > 2 }) / Double(values.count)
        #expect(abs(mean) < 0.01)
        #expect(abs(variance - 1) < 0.015)
        #expect(abs(beyondTwo - 0.0455) < 0.002)
    }
}
