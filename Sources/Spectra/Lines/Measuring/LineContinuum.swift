// SPDX-License-Identifier: Apache-2.0

/// A straight line through the continuum windows, with outliers left out.
///
/// It starts from the medians of the two sides, then alternates between leaving out what lies further off than the clip
/// of 1.4826 median absolute residuals and a least-squares fit, until nothing changes; a pixel left out may come back.
struct LineContinuum {
    /// C(x) = level + slope · x, x in Å from the line.
    var level = 0.0
    var slope = 0.0
    /// Covariance of level and slope.
    var levelVariance = 0.0
    var covariance = 0.0
    var slopeVariance = 0.0
    /// Standard deviation of the pixels about the fit, in units of their errors (of the flux, if they have none).
    var scatter = 0.0

    /// What a normal distribution cut at three deviations loses of its deviation.
    private static let clippedDeviation = 0.98658

    /// `nil` if fewer than three pixels are left, or all are at one wavelength.
    init?(_ points: inout ContinuumPoints, clipping: Double, hasErrors: Bool) {
        points.start(&level, &slope)
        let count = points.x.count
        for iteration in 0..<10 {
            for index in 0..<count {
                points.residual[index] = (points.y[index] - level - slope * points.x[index]) / points.sigma[index]
                points.scratch[index] = abs(points.residual[index])
            }
            let limit = clipping * 1.4826 * points.scratch.median(of: count)
            var changed = iteration == 0, kept = 0
            for index in 0..<count {
                let keeps = abs(points.residual[index]) <= limit
                changed = changed || keeps != points.kept[index]
                points.kept[index] = keeps
                kept += keeps ? 1 : 0
            }
            if !changed { break }
            guard kept >= 3, fit(points) else { return nil }
        }
        var sum = 0.0, kept = 0
        for index in 0..<count where points.kept[index] {
            let residual = (points.y[index] - level - slope * points.x[index]) / points.sigma[index]
            sum += residual * residual
            kept += 1
        }
        guard kept >= 3 else { return nil }
        scatter = (sum / Double(kept - 2)).squareRoot() / (clipping > 2.5 && clipping < 3.5 ? Self.clippedDeviation : 1)
        if !hasErrors {
            levelVariance *= scatter * scatter
            covariance *= scatter * scatter
            slopeVariance *= scatter * scatter
        }
    }

    /// Weighted least squares over the kept points.
    private mutating func fit(_ points: ContinuumPoints) -> Bool {
        var s = 0.0, sx = 0.0, sxx = 0.0, sy = 0.0, sxy = 0.0
        for index in points.x.indices where points.kept[index] {
            let weight = 1 / (points.sigma[index] * points.sigma[index])
            let x = points.x[index], y = points.y[index]
            s += weight
            sx += weight * x
            sxx += weight * x * x
            sy += weight * y
            sxy += weight * x * y
        }
        let determinant = s * sxx - sx * sx
        guard determinant > 1e-12 * s * sxx, determinant.isFinite else { return false }
        level = (sxx * sy - sx * sxy) / determinant
        slope = (s * sxy - sx * sy) / determinant
        levelVariance = sxx / determinant
        covariance = -sx / determinant
        slopeVariance = s / determinant
        return true
    }
}

/// The pixels of the continuum windows; kept between spectra to spare memory traffic.
struct ContinuumPoints {
    var x: [Double] = []
    var y: [Double] = []
    var sigma: [Double] = []
    var kept: [Bool] = []
    var residual: [Double] = []
    var scratch: [Double] = []
    /// Pixels short- and longward of the line.
    var left = 0
    var right = 0

    /// Takes the valid pixels of a line's windows.
    mutating func take(_ pixels: LinePixels, _ geometry: LineGeometry) {
        x.removeAll(keepingCapacity: true)
        y.removeAll(keepingCapacity: true)
        sigma.removeAll(keepingCapacity: true)
        left = 0
        for (place, pixel) in geometry.continuum.enumerated() {
            let (flux, deviation) = pixels[pixel]
            guard deviation > 0 else { continue }
            let offset = geometry.continuumOffsets[place]
            x.append(offset)
            y.append(flux)
            sigma.append(deviation)
            left += offset < 0 ? 1 : 0
        }
        right = x.count - left
        while kept.count < x.count {
            kept.append(true)
            residual.append(0)
            scratch.append(0)
        }
    }

    /// The line through the medians of both sides; flat at the median if there is one side only.
    mutating func start(_ level: inout Double, _ slope: inout Double) {
        func median(_ values: ArraySlice<Double>, _ scratch: inout [Double]) -> Double {
            for (index, value) in values.enumerated() { scratch[index] = value }
            return scratch.median(of: values.count)
        }
        guard left > 0, right > 0 else {
            level = median(y[...], &scratch)
            slope = 0
            return
        }
        let (x1, y1) = (median(x[..<left], &scratch), median(y[..<left], &scratch))
        let (x2, y2) = (median(x[left...], &scratch), median(y[left...], &scratch))
        slope = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0
        level = y1 - slope * x1
    }
}

extension [Double] {
    /// The median of the first `count` values, the upper of two; reorders them (Hoare's selection).
    mutating func median(of count: Int) -> Double {
        guard count > 0 else { return .nan }
        let wanted = count / 2
        return withUnsafeMutableBufferPointer { values in
            var low = 0, high = count - 1
            while low < high {
                let pivot = values[(low + high) / 2]
                var i = low, j = high
                while i <= j {
                    while values[i] < pivot { i += 1 }
                    while values[j] > pivot { j -= 1 }
                    if i <= j {
                        values.swapAt(i, j)
                        i += 1
                        j -= 1
                    }
                }
                if wanted <= j { high = j } else if wanted >= i { low = i } else { break }
            }
            return values[wanted]
        }
    }
}
