// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bands of molecules: a sharp head and a tail that fades to the red or to the blue.
///
/// Head wavelengths in Å in air after Pearse & Gaydon, "The Identification of Molecular Spectra", 4th ed. 1976;
/// strengths and lengths were set by eye on spectra of M and carbon stars.
struct MolecularBands: Sendable {
    enum Shading: Sendable { case red, violet }

    struct Band: Sendable {
        let head: Double
        /// Optical depth at the head where the strength is 1.
        let depth: Double
        /// Length of the tail in Å: the optical depth falls by e over it.
        let length: Double
    }

    let shading: Shading
    let bands: [Band]

    private init(_ shading: Shading, _ table: [(Double, Double, Double)]) {
        self.shading = shading
        bands = table.map { Band(head: $0.0, depth: $0.1, length: $0.2) }
    }

    /// Titanium oxide: α, γ′, γ, δ and ε systems.
    static let titaniumOxide = MolecularBands(
        .red,
        [
            (4584, 0.25, 60), (4761, 0.45, 80), (4954, 0.6, 90), (5167, 0.75, 100), (5448, 0.6, 110), (5497, 0.25, 70),
            (5759, 0.4, 70), (5847, 0.35, 60), (5862, 0.4, 80), (6148, 0.45, 90), (6159, 0.35, 110), (6187, 0.3, 60),
            (6651, 0.4, 70), (6681, 0.35, 80), (6715, 0.3, 90), (7054, 0.6, 80), (7088, 0.6, 90), (7126, 0.5, 110),
            (7589, 0.4, 90), (7666, 0.5, 120), (8206, 0.2, 80), (8303, 0.2, 60), (8432, 0.5, 70), (8442, 0.25, 90),
            (8859, 0.4, 110), (8868, 0.2, 90), (9209, 0.3, 120),
        ])

    /// Vanadium oxide, strong only in the coolest stars.
    static let vanadiumOxide = MolecularBands(
        .red,
        [
            (5470, 0.2, 60), (5737, 0.25, 60), (7334, 0.4, 100), (7393, 0.35, 110), (7851, 0.45, 90), (7896, 0.4, 90),
            (7939, 0.3, 80), (8521, 0.3, 90), (8575, 0.3, 100), (8624, 0.25, 90),
        ])

    /// Calcium hydride, the mark of dwarfs.
    static let calciumHydride = MolecularBands(
        .red, [(6346, 0.3, 25), (6382, 0.5, 40), (6750, 0.35, 60), (6903, 0.5, 60), (6946, 0.4, 70)])

    /// Magnesium hydride and the G band of CH, in G and K stars.
    static let hydrides = MolecularBands(.violet, [(4314, 0.45, 12), (4780, 0.12, 30), (5211, 0.25, 40)])

    /// The Swan system of C₂.
    static let swan = MolecularBands(
        .violet,
        [
            (4382, 0.7, 35), (4715, 0.6, 45), (4737, 1.1, 90), (5129, 0.7, 60), (5165, 1.5, 130), (5541, 0.35, 45),
            (5585, 0.6, 60), (5636, 1.1, 130), (6122, 0.35, 60), (6191, 0.5, 90),
        ])

    /// The violet and red systems of CN.
    static let cyanogen = MolecularBands(
        .red,
        [
            (5730, 0.2, 60), (5858, 0.2, 60), (6206, 0.25, 80), (6332, 0.2, 80), (6478, 0.3, 90), (6926, 0.5, 110),
            (7091, 0.55, 110), (7259, 0.6, 110), (7437, 0.5, 110), (7876, 0.5, 120), (8068, 0.6, 120), (8271, 0.6, 120),
            (8485, 0.5, 120), (9140, 0.7, 130),
        ])
    static let violetCyanogen = MolecularBands(.violet, [(3590, 1.0, 40), (3883, 1.2, 60), (4216, 1.1, 60)])

    /// Adds the bands to an optical depth.
    func add(strength: Double, to depth: inout [Float], on grid: LogGrid) {
        guard strength > 0 else { return }
        for band in bands {
            let place = grid.position(of: AirVacuum.vacuum(air: band.head))
            guard place > -1e6, place < 1e6 else { continue }
            // The tail is an exponential in the wavelength, hence nearly one in the grid's step.
            let fade = Float(exp(-grid.step * band.head / band.length))
            let reach = Int(6 * band.length / (band.head * grid.step))
            let head = Int(place.rounded())
            var tau = Float(strength * band.depth)
            for offset in 0..<reach {
                let index = shading == .red ? head + offset : head - offset
                if index >= 0, index < grid.count { depth[index] += tau }
                tau *= fade
            }
        }
    }
}
