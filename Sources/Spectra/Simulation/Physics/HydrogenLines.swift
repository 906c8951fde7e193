// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Vacuum wavelengths of hydrogen lines in Å.
enum HydrogenLines {
    /// Hα to Hδ: NIST ASD (air 6562.79, 4861.35, 4340.47, 4101.73), weighted over the fine structure.
    static let alpha = 6564.61
    static let beta = 4862.68
    static let gamma = 4341.68
    static let delta = 4102.89
    /// Lyman α, NIST ASD.
    static let lymanAlpha = 1215.67

    /// The line from level `upper` to level `lower`, by the Rydberg formula with R_H = 1.0967758e7 m⁻¹.
    static func wavelength(from upper: Int, to lower: Int) -> Double {
        let difference = 1 / Double(lower * lower) - 1 / Double(upper * upper)
        return 1e10 / (1.096_775_8e7 * difference)
    }

    /// Hα, Hβ, … up to the upper level 18.
    static let balmer: [Double] = [alpha, beta, gamma, delta] + (7...18).map { wavelength(from: $0, to: 2) }

    /// Pa8 to Pa20, those shortward of 9600 Å.
    static let paschen: [Double] = (8...20).map { wavelength(from: $0, to: 3) }
}
