// SPDX-License-Identifier: Apache-2.0

/// The top of a peak, or the bottom of a trough: a parabola by least squares through the pixels near it.
struct LineVertex {
    /// Å from the line.
    var offset: Double
    /// F/C − 1.
    var height: Double
    /// Whether a parabola could be fitted; if not, the pixel itself stands for the vertex, and its place has no error.
    var isFitted: Bool
    private var pixels: ClosedRange<Int>
    private var origin = 0.0
    private var scale = 1.0
    private var inverse = [Double](repeating: 0, count: 9)
    private var linear = 0.0
    private var quadratic = 0.0

    /// - Parameters:
    ///   - place: the extremum on the smoothed level.
    ///   - floor: how high the neighbouring valley is at the most, on the same level; 0 without one.
    init(_ profile: LineProfile, at place: Int, level: Int, floor valley: Double) {
        let start = level * profile.count
        let top = profile.levels[start + place]
        // The upper fifth of the peak, and not more than the upper half of what stands out of the valley.
        let floor = max((top * 0.8).magnitude, (top.magnitude + valley) / 2)
        let sign = top < 0 ? -1.0 : 1.0
        var low = place, high = place
        while low > 0, sign * profile.levels[start + low - 1] >= floor { low -= 1 }
        while high < profile.count - 1, sign * profile.levels[start + high + 1] >= floor { high += 1 }
        if low == place { low = max(0, place - 1) }
        if high == place { high = min(profile.count - 1, place + 1) }
        pixels = low...high
        offset = profile.offsets[place]
        height = profile.excess[place]
        isFitted = false
        fit(profile)
        if !isFitted { pixels = place...place }
    }

    private mutating func fit(_ profile: LineProfile) {
        guard pixels.count >= 3 else { return }
        origin = (profile.offsets[pixels.lowerBound] + profile.offsets[pixels.upperBound]) / 2
        scale = (profile.offsets[pixels.upperBound] - profile.offsets[pixels.lowerBound]) / 2
        var s = (0.0, 0.0, 0.0, 0.0, 0.0), t = (0.0, 0.0, 0.0)
        for place in pixels {
            let x = (profile.offsets[place] - origin) / scale, y = profile.excess[place]
            s = (s.0 + 1, s.1 + x, s.2 + x * x, s.3 + x * x * x, s.4 + x * x * x * x)
            t = (t.0 + y, t.1 + x * y, t.2 + x * x * y)
        }
        let c00 = s.2 * s.4 - s.3 * s.3, c01 = s.2 * s.3 - s.1 * s.4, c02 = s.1 * s.3 - s.2 * s.2
        let determinant = s.0 * c00 + s.1 * c01 + s.2 * c02
        guard determinant.magnitude > 1e-12 else { return }
        let c11 = s.0 * s.4 - s.2 * s.2, c12 = s.1 * s.2 - s.0 * s.3, c22 = s.0 * s.2 - s.1 * s.1
        inverse = [c00, c01, c02, c01, c11, c12, c02, c12, c22].map { $0 / determinant }
        let a = inverse[0] * t.0 + inverse[1] * t.1 + inverse[2] * t.2
        linear = inverse[3] * t.0 + inverse[4] * t.1 + inverse[5] * t.2
        quadratic = inverse[6] * t.0 + inverse[7] * t.1 + inverse[8] * t.2
        let vertex = -linear / (2 * quadratic)
        guard vertex.magnitude <= 1, quadratic * height < 0 else { return }
        offset = origin + scale * vertex
        height = a + linear * vertex / 2
        isFitted = true
    }

    /// Adds `factor` · d height / d excess to the gradient.
    func addHeight(_ factor: Double, to profile: inout LineProfile) {
        guard isFitted else {
            profile.gradient[pixels.lowerBound] += factor
            return
        }
        let vertex = (offset - origin) / scale
        add(factor, factor * vertex, factor * vertex * vertex, to: &profile)
    }

    /// Adds `factor` · d offset / d excess; nothing if there is no parabola.
    func addOffset(_ factor: Double, to profile: inout LineProfile) {
        guard isFitted else { return }
        let share = factor * scale
        add(0, -share / (2 * quadratic), share * linear / (2 * quadratic * quadratic), to: &profile)
    }

    /// Adds the gradient of a combination of the three coefficients.
    private func add(_ a: Double, _ b: Double, _ c: Double, to profile: inout LineProfile) {
        let u = a * inverse[0] + b * inverse[3] + c * inverse[6]
        let v = a * inverse[1] + b * inverse[4] + c * inverse[7]
        let w = a * inverse[2] + b * inverse[5] + c * inverse[8]
        for place in pixels {
            let x = (profile.offsets[place] - origin) / scale
            profile.gradient[place] += u + v * x + w * x * x
        }
    }
}
