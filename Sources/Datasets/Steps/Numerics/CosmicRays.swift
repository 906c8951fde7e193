// SPDX-License-Identifier: Apache-2.0

/// Finds peaks that are sharper than the instrument's resolution; see ``MaskStep``.
struct CosmicRays {
    /// Standard deviations above the surroundings.
    let limit: Double

    /// Mean height of a peak's neighbours over its own, below which it is no line.
    private static let sharpest = 0.42
    /// Places of the surroundings on either side.
    private static let sides = [[-4, -3, -2], [2, 3, 4]]

    /// Masks each peak with its neighbours, in file order; what is masked already is no surrounding.
    func mask(in spectrum: inout WorkingSpectrum) {
        let flux = spectrum.flux, known = spectrum.mask.map(!)
        guard flux.count >= 5 else { return }
        let deviation = spectrum.error == nil ? Self.deviation(flux, known: known) : 0
        for place in 1..<flux.count - 1 where known[place - 1] && known[place] && known[place + 1] {
            guard flux[place] > flux[place - 1], flux[place] >= flux[place + 1] else { continue }
            let beside = Double(flux[place - 1] + flux[place + 1]) / 2
            // Against the neighbours first: nearly all pixels are out here.
            let own = spectrum.error.map { Double($0[place]) } ?? deviation
            guard own > 0, Double(flux[place]) - beside > (1 - Self.sharpest) * limit * own else { continue }
            // Above the higher side: the edge of a step is no peak.
            let sides = Self.sides.map { side in
                let pixels = side.map { place + $0 }.filter { flux.indices.contains($0) && known[$0] }
                return Robust.median(pixels.map { flux[$0] })
            }
            guard !sides[0].isNaN, !sides[1].isNaN else { continue }
            let level = Double(max(sides[0], sides[1])), height = Double(flux[place]) - level
            guard height > limit * own, beside - level < Self.sharpest * height else { continue }
            for pixel in place - 1...place + 1 { spectrum.mask[pixel] = true }
        }
    }

    /// The noise of a pixel from differences of neighbours, which lines hardly touch.
    private static func deviation(_ flux: [Float], known: [Bool]) -> Double {
        let differences = (1..<flux.count).filter { known[$0] && known[$0 - 1] }.map { abs(flux[$0] - flux[$0 - 1]) }
        return differences.isEmpty ? 0 : 1.4826 * Double(Robust.median(differences)) / 2.0.squareRoot()
    }
}
