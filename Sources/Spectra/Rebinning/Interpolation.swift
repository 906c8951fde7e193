// SPDX-License-Identifier: Apache-2.0

/// Interpolation at pixel centres, linear or by a cubic spline.
enum Interpolation {
    /// The valid pixels of a spectrum, and which of them are neighbours in it.
    struct Knots {
        var x: [Double] = []
        var y: [Double] = []
        var error: [Double] = []
        /// Whether no masked pixel stands between this knot and the next.
        var reachesNext: [Bool] = []

        init(wavelengths: [Double], flux: [Float], error errors: [Float]?, mask: [Bool]?) {
            var previous: Int?
            for index in wavelengths.indices where flux[index].isFinite && !(mask?[index] ?? false) {
                if let previous { reachesNext.append(index == previous + 1) }
                previous = index
                x.append(wavelengths[index])
                y.append(Double(flux[index]))
                if let errors { error.append(Double(errors[index])) }
            }
        }
    }

    /// Puts interpolated flux in place of rebinned flux, and masks what lies outside the knots or in a gap between
    /// them.
    static func replaceFlux(of result: inout Rebinned, from knots: Knots, at grid: [Double], spline: Bool) {
        let curve = spline ? CubicSpline(x: knots.x, y: knots.y) : nil
        var segment = 0
        for (pixel, x) in grid.enumerated() {
            while segment + 2 < knots.x.count, knots.x[segment + 1] <= x { segment += 1 }
            guard !result.mask[pixel], let weight = weight(of: x, in: segment, of: knots) else {
                result.flux[pixel] = 0
                result.error?[pixel] = 0
                result.mask[pixel] = true
                continue
            }
            let left = knots.y[segment]
            result.flux[pixel] = Float(
                curve?.value(at: x, segment: segment) ?? left + weight * (knots.y[segment + 1] - left))
            if result.error != nil {
                let first = (1 - weight) * knots.error[segment]
                let second = weight * knots.error[segment + 1]
                result.error?[pixel] = Float((first * first + second * second).squareRoot())
            }
        }
    }

    /// How far x lies from the left to the right knot of a segment, 0 to 1; `nil` outside, or inside a gap.
    private static func weight(of x: Double, in segment: Int, of knots: Knots) -> Double? {
        guard segment + 1 < knots.x.count, x >= knots.x[segment], x <= knots.x[segment + 1] else { return nil }
        let weight = (x - knots.x[segment]) / (knots.x[segment + 1] - knots.x[segment])
        guard knots.reachesNext[segment] || weight == 0 || weight == 1 else { return nil }
        return weight
    }
}
