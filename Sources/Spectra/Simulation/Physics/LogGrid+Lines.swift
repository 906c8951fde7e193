// SPDX-License-Identifier: Apache-2.0

import Foundation

extension LogGrid {
    /// Adds a line too narrow for the grid: its whole equivalent width in the two nearest elements.
    ///
    /// - Parameter width: equivalent width in Å, in units of the array.
    func deposit(_ width: Double, atLog logWavelength: Double, into values: inout [Float]) {
        let place = position(ofLog: logWavelength)
        guard place >= 0, place < Double(count - 1) else { return }
        let index = Int(place)
        let fraction = place - Double(index)
        let height = width / (exp(logWavelength) * step)
        values[index] += Float(height * (1 - fraction))
        values[index + 1] += Float(height * fraction)
    }

    func deposit(_ width: Double, at wavelength: Double, into values: inout [Float]) {
        deposit(width, atLog: log(wavelength), into: &values)
    }

    /// Adds a Gaussian line.
    ///
    /// - Parameter sigma: standard deviation in km/s.
    func addGaussian(_ peak: Double, at wavelength: Double, sigma: Double, into values: inout [Float]) {
        add(at: wavelength, within: 5 * sigma, into: &values) { velocity in
            peak * exp(-0.5 * velocity * velocity / (sigma * sigma))
        }
    }

    /// Adds a Voigt line as the pseudo-Voigt sum of a Gaussian and a Lorentzian of one width.
    ///
    /// - Parameters:
    ///   - sigma: standard deviation of the Gaussian part in km/s.
    ///   - gamma: half width at half maximum of the Lorentzian part in km/s.
    /// - SeeAlso: Thompson, Cox & Hastings 1987, doi:10.1107/S0021889887087090; good to 1 % of the peak.
    func addVoigt(
        _ peak: Double, at wavelength: Double, sigma: Double, gamma: Double, into values: inout [Float]
    ) {
        let (width, share) = Self.pseudoVoigt(sigma: sigma, gamma: gamma)
        let half = width / 2
        let reach = min(max(3 * width, 20 * gamma), 12_000)
        add(at: wavelength, within: reach, into: &values) { velocity in
            let x = velocity * velocity / (half * half)
            let gaussian = x < 36 ? exp(-0.693_147_18 * x) : 0
            return peak * (share / (1 + x) + (1 - share) * gaussian)
        }
    }

    /// Adds a profile given as a function of the velocity in km/s, positive to the red.
    func add(
        at wavelength: Double, within reach: Double, into values: inout [Float], _ profile: (Double) -> Double
    ) {
        let centre = position(of: wavelength)
        let steps = reach / velocityStep
        guard centre + steps >= 0, centre - steps <= Double(count - 1) else { return }
        let first = max(0, Int((centre - steps).rounded(.up)))
        let last = min(count - 1, Int(centre + steps))
        guard first <= last else { return }
        for index in first...last {
            values[index] += Float(profile((Double(index) - centre) * velocityStep))
        }
    }

    /// Adds a profile given in elements around its middle one.
    ///
    /// - Parameters:
    ///   - area: what the profile adds, in units of the array times Å, for a profile of sum 1.
    ///   - profile: an odd number of elements.
    func addProfile(_ profile: [Float], area: Double, at wavelength: Double, into values: inout [Float]) {
        let place = position(of: wavelength)
        guard place > -1e7, place < 1e7 else { return }
        let whole = place.rounded(.down)
        let fraction = Float(place - whole)
        let height = Float(area / (wavelength * step))
        let start = Int(whole) - profile.count / 2
        for (offset, share) in profile.enumerated() {
            let index = start + offset
            if index >= 0, index < count { values[index] += height * share * (1 - fraction) }
            if index + 1 >= 0, index + 1 < count { values[index + 1] += height * share * fraction }
        }
    }

    /// Full width at half maximum of a Voigt profile, and the share of the Lorentzian in its pseudo-Voigt form.
    static func pseudoVoigt(sigma: Double, gamma: Double) -> (width: Double, lorentzianShare: Double) {
        let g = 2.354_820_045 * sigma
        let l = 2 * gamma
        let terms =
            pow(g, 5) + 2.69269 * pow(g, 4) * l + 2.42843 * pow(g, 3) * l * l + 4.47163 * g * g * pow(l, 3)
            + 0.07842 * g * pow(l, 4) + pow(l, 5)
        let width = pow(terms, 0.2)
        let ratio = l / width
        return (width, 1.36603 * ratio - 0.47719 * ratio * ratio + 0.11116 * ratio * ratio * ratio)
    }
}
