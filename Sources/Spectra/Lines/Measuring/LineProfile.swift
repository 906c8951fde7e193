// SPDX-License-Identifier: Apache-2.0

/// The pixels of a line's window divided by the continuum, with their noise; kept between spectra to spare memory.
struct LineProfile {
    /// Pixels of the window.
    var count = 0
    /// Å from the line; shared with the geometry.
    var offsets: [Double] = []
    /// Å of each pixel inside the window.
    var weights: [Double] = []
    /// Å from the line, one more.
    var edges: [Double] = []
    /// In the unit of the flux; a missing pixel is bridged by its neighbours.
    var flux: [Double] = []
    /// Standard deviations in the unit of the flux; 0 for a missing pixel.
    var sigma: [Double] = []
    /// The continuum at each pixel.
    var continuum: [Double] = []
    /// F/C − 1.
    var excess: [Double] = []
    /// Noise of ``excess``, at least the precision of `Float`.
    var noise: [Double] = []
    /// The derivative of what is being measured by ``excess``.
    var gradient: [Double] = []
    /// ``excess`` smoothed more and more, `count` values a level.
    var levels: [Double] = []
    var fluxGradient: [Double] = []

    /// Noise that is taken for granted, as a share of the continuum.
    static let precision = 1e-7

    /// Reads the window.
    ///
    /// - Returns: the share of the window that has data, and whether some pixels have none.
    mutating func take(_ pixels: LinePixels, _ geometry: LineGeometry) -> (coverage: Double, isBridged: Bool) {
        count = geometry.pixels.count
        offsets = geometry.offsets
        weights = geometry.weights
        edges = geometry.edges
        if flux.count < count {
            let zeros = [Double](repeating: 0, count: count)
            (flux, sigma, continuum, excess, noise, gradient, fluxGradient) = (
                zeros, zeros, zeros, zeros, zeros, zeros, zeros
            )
            levels = [Double](repeating: 0, count: count * (LineScales.count + 1))
        }
        var covered = 0.0, isBridged = false
        for (place, pixel) in geometry.pixels.enumerated() {
            (flux[place], sigma[place]) = pixels[pixel]
            if sigma[place] > 0 { covered += weights[place] } else { isBridged = true }
        }
        return (geometry.width > 0 ? covered / geometry.width : 0, isBridged)
    }

    /// The nearest pixels with data on either side of a missing one, and the share of the right one.
    private func neighbours(of place: Int) -> (left: Int, right: Int, share: Double)? {
        var left = place, right = place
        while left >= 0, sigma[left] <= 0 { left -= 1 }
        while right < count, sigma[right] <= 0 { right += 1 }
        if left < 0 { return right < count ? (right, right, 0) : nil }
        if right >= count { return (left, left, 0) }
        return (left, right, (offsets[place] - offsets[left]) / (offsets[right] - offsets[left]))
    }

    /// Divides by the continuum.
    ///
    /// - Parameter scatter: noise of a pixel where ``sigma`` is 1 for want of errors.
    /// - Returns: false if the continuum is not positive all over the window.
    mutating func divide(by fit: LineContinuum, scatter: Double?, isBridged: Bool) -> Bool {
        if isBridged {
            for place in 0..<count where sigma[place] <= 0 {
                guard let (left, right, share) = neighbours(of: place) else { return false }
                flux[place] = flux[left] * (1 - share) + flux[right] * share
            }
        }
        for place in 0..<count {
            let level = fit.level + fit.slope * offsets[place]
            guard level > 0 else { return false }
            if let scatter, sigma[place] > 0 { sigma[place] = max(scatter, Double.leastNormalMagnitude) }
            continuum[place] = level
            excess[place] = flux[place] / level - 1
            noise[place] = max(sigma[place] / level, Self.precision)
        }
        if isBridged {
            for place in 0..<count where sigma[place] <= 0 {
                if let (left, right, _) = neighbours(of: place) { noise[place] = max(noise[left], noise[right]) }
            }
        }
        return true
    }

    /// The standard deviation of what ``gradient`` is the derivative of; sets it back to 0.
    ///
    /// First order: pixel noise, pixels used twice through bridges, and the two parameters of the continuum.
    mutating func deviation(_ fit: LineContinuum, isBridged: Bool) -> Double {
        var byLevel = 0.0, bySlope = 0.0, sum = 0.0
        for place in 0..<count {
            fluxGradient[place] = 0
            // Most quantities depend on few pixels.
            guard gradient[place] != 0 else { continue }
            let share = gradient[place] / continuum[place]
            gradient[place] = 0
            fluxGradient[place] = share
            let relative = share * (1 + excess[place])
            byLevel -= relative
            bySlope -= relative * offsets[place]
            let part = share * sigma[place]
            sum += part * part
        }
        if isBridged {
            for place in 0..<count where sigma[place] <= 0 && fluxGradient[place] != 0 {
                guard let (left, right, share) = neighbours(of: place) else { continue }
                fluxGradient[left] += fluxGradient[place] * (1 - share)
                fluxGradient[right] += fluxGradient[place] * share
                fluxGradient[place] = 0
            }
            sum = (0..<count).reduce(0) { $0 + (fluxGradient[$1] * sigma[$1]) * (fluxGradient[$1] * sigma[$1]) }
        }
        sum += byLevel * byLevel * fit.levelVariance + 2 * byLevel * bySlope * fit.covariance
        sum += bySlope * bySlope * fit.slopeVariance
        return max(sum, 0).squareRoot()
    }
}
