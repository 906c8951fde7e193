// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Smooth shapes of flux per wavelength.
enum Continuum {
    /// The Planck function B_λ in units of its value at 5500 Å.
    ///
    /// - Parameters:
    ///   - wavelength: Å.
    ///   - temperature: K.
    static func planck(_ wavelength: Double, temperature: Double) -> Double {
        // The second radiation constant hc/k, 1.438776877e8 Å K (CODATA 2018).
        let second = 1.438_776_877e8
        let reference = exp(second / (5500 * temperature)) - 1
        return pow(5500 / wavelength, 5) * reference / (exp(second / (wavelength * temperature)) - 1)
    }

    /// Interstellar extinction A(λ)/A(V) for R(V) = 3.1, from 0.3 to 3.3 µm.
    ///
    /// - SeeAlso: Cardelli, Clayton & Mathis 1989, doi:10.1086/167900, eq. 2 and 3.
    static func extinction(_ wavelength: Double) -> Double {
        let x = 1e4 / wavelength
        let a: Double
        let b: Double
        if x < 1.1 {
            a = 0.574 * pow(x, 1.61)
            b = -0.527 * pow(x, 1.61)
        } else {
            let y = x - 1.82
            a = polynomial([1, 0.17699, -0.50447, -0.02427, 0.72085, 0.01979, -0.77530, 0.32999], y)
            b = polynomial([0, 1.41338, 2.28305, 1.07233, -5.38434, -0.62251, 5.30260, -2.09002], y)
        }
        return a + b / 3.1
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
}
