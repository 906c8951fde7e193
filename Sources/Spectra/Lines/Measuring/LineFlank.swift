// SPDX-License-Identifier: Apache-2.0

/// Where one side of a line crosses half of its height: a straight line by least squares through the pixels around it.
struct LineFlank {
    /// Å from the line.
    var offset: Double
    /// The last pixel, going outward, that is above half.
    var inside: Int
    private var pixels: ClosedRange<Int>
    private var origin = 0.0
    private var mean = 0.0
    private var slope = 0.0
    private var spread = 0.0

    /// Whether the flank could be fitted; if not, two smoothed pixels gave the place, and it has no error.
    var isFitted: Bool { slope != 0 }

    /// - Parameters:
    ///   - place: the outermost extremum that is above half.
    ///   - direction: −1 towards the violet, 1 towards the red.
    ///   - level: of smoothing.
    ///   - height: of the line, signed; the flank is where the profile is half of it.
    /// - Returns: `nil` if the profile does not fall below half before the window ends.
    init?(_ profile: LineProfile, from place: Int, direction: Int, level: Int, height: Double) {
        let start = level * profile.count, sign = height < 0 ? -1.0 : 1.0, size = height.magnitude
        func value(_ place: Int) -> Double { sign * profile.levels[start + place] / size }
        var inner = place
        while true {
            let next = inner + direction
            guard next >= 0, next < profile.count else { return nil }
            if value(next) < 0.5 { break }
            inner = next
        }
        let outer = inner + direction
        inside = inner
        let a = value(inner), b = value(outer)
        let share = a > b ? min(max((a - 0.5) / (a - b), 0), 1) : 0.5
        offset = profile.offsets[inner] + share * (profile.offsets[outer] - profile.offsets[inner])
        // The clearer the line, the fewer pixels are needed, and the less the curve of the flank matters.
        let reach = min(max(4 * profile.noise[inner] / size, 0.05), 0.2)
        let near = 0.5 - reach...0.5 + reach
        var first = inner, last = outer
        while first != place, near.contains(value(first - direction)), first - direction != place {
            first -= direction
        }
        while profile.offsets.indices.contains(last + direction), near.contains(value(last + direction)) {
            last += direction
        }
        pixels = min(first, last)...max(first, last)
        fit(profile, half: height / 2)
    }

    private mutating func fit(_ profile: LineProfile, half: Double) {
        let count = Double(pixels.count)
        var sx = 0.0, sy = 0.0
        for place in pixels {
            sx += profile.offsets[place]
            sy += profile.excess[place]
        }
        origin = sx / count
        mean = sy / count
        var sxx = 0.0, sxy = 0.0
        for place in pixels {
            let x = profile.offsets[place] - origin
            sxx += x * x
            sxy += x * profile.excess[place]
        }
        let steepness = sxx > 0 ? sxy / sxx : 0
        guard steepness != 0, steepness.isFinite else { return }
        let crossing = origin + (half - mean) / steepness
        let width = profile.offsets[pixels.upperBound] - profile.offsets[pixels.lowerBound]
        guard (crossing - offset).magnitude <= width else { return }
        (offset, slope, spread) = (crossing, steepness, sxx)
    }

    /// Adds `factor` · d offset / d excess to the gradient, with the half height taken as given.
    func addOffset(_ factor: Double, to profile: inout LineProfile) {
        guard isFitted else { return }
        let share = 1 / Double(pixels.count)
        for place in pixels {
            let x = profile.offsets[place] - origin
            profile.gradient[place] -= factor / slope * (share + (offset - origin) * x / spread)
        }
    }

    /// d offset / d half height.
    var perHeight: Double { isFitted ? 1 / slope : 0 }
}
