// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Measures lines in one spectrum after another; holds the working memory, so each thread has its own.
package struct LineMeter {
    private let settings: LineSettings
    var points = ContinuumPoints()
    var profile = LineProfile()
    var fit: LineContinuum?
    private var isBridged = false

    package init(_ settings: LineSettings) { self.settings = settings }

    /// Measures one line; never fails: what cannot be measured is NaN.
    package mutating func measure(_ pixels: LinePixels, _ geometry: LineGeometry) -> LineMeasurement {
        var result = LineMeasurement(flags: pixels.hasErrors ? [] : .scatterErrors)
        guard geometry.pixels.count >= 3 else {
            result.flags.insert(.notCovered)
            return result
        }
        (result.coverage, isBridged) = profile.take(pixels, geometry)
        guard result.coverage >= settings.minimumCoverage else {
            result.flags.insert(.notCovered)
            return result
        }
        if isBridged { result.flags.insert(.bridged) }
        points.take(pixels, geometry)
        guard points.x.count >= 5, points.left >= geometry.leftNeed, points.right >= geometry.rightNeed,
            let fit = LineContinuum(&points, clipping: settings.clipping, hasErrors: pixels.hasErrors)
        else {
            result.flags.insert(.noContinuum)
            return result
        }
        self.fit = fit
        result.continuum = fit.level
        result.continuumSlope = fit.slope
        guard fit.level > 3 * fit.levelVariance.squareRoot(),
            profile.divide(by: fit, scatter: pixels.hasErrors ? nil : fit.scatter, isBridged: isBridged)
        else {
            result.flags.insert(.weakContinuum)
            return result
        }
        measureWidth(&result)
        measureShape(&result, geometry)
        return result
    }

    mutating func deviation() -> Double {
        fit.map { profile.deviation($0, isBridged: isBridged) } ?? .nan
    }

    // MARK: - Equivalent width

    private mutating func measureWidth(_ result: inout LineMeasurement) {
        var width = 0.0, flux = 0.0, level = 0.0, window = 0.0, noise = 0.0
        for place in 0..<profile.count {
            let weight = profile.weights[place]
            width -= weight * profile.excess[place]
            profile.gradient[place] = -weight
            flux += weight * profile.flux[place]
            level += weight * profile.continuum[place]
            noise += weight * profile.noise[place]
            window += weight
        }
        result.equivalentWidth = width
        result.equivalentWidthError = deviation()
        result.continuumSNR = window / noise
        let ratio = 1 + level / flux
        if ratio > 0 {
            result.vollmannEversberg = (window - width).magnitude * ratio.squareRoot() / result.continuumSNR
        }
    }

    // MARK: - Shape

    private mutating func measureShape(_ result: inout LineMeasurement, _ geometry: LineGeometry) {
        guard let fit else { return }
        let baseline = fit.levelVariance.squareRoot() / fit.level
        let detection = profile.detect(baseline: baseline)
        result.lineSNR = detection.signalToNoise
        guard detection.signalToNoise >= settings.detection else {
            result.flags.insert(.notDetected)
            result.peaks = 0
            return
        }
        let level = detection.level
        let peaks = profile.maxima(on: level, sign: 1, detection: settings.detection, baseline: baseline)
        result.peaks = Double(peaks.count)
        measurePeaks(peaks, level, &result, geometry)
        let isAbsorption = profile.levels[level * profile.count + detection.place] < 0
        var extrema =
            isAbsorption
            ? profile.maxima(on: level, sign: -1, detection: settings.detection, baseline: baseline) : peaks
        // A line that only falls or rises within the window has no extremum but its end.
        if extrema.isEmpty { extrema = [detection.place] }
        let start = level * profile.count
        let highest = extrema.max { profile.levels[start + $0].magnitude < profile.levels[start + $1].magnitude }
        let main = LineVertex(profile, at: highest ?? detection.place, level: level, floor: 0)
        result.height = main.height
        main.addHeight(1, to: &profile)
        result.heightError = deviation()
        guard let (violet, red) = flanks(main, extrema, level) else {
            result.flags.insert(.truncated)
            return
        }
        result.fwhm = red.offset - violet.offset
        result.violetHalf = geometry.centre + violet.offset
        result.redHalf = geometry.centre + red.offset
        red.addOffset(1, to: &profile)
        violet.addOffset(-1, to: &profile)
        main.addHeight((red.perHeight - violet.perHeight) / 2, to: &profile)
        let error = deviation()
        if red.isFitted, violet.isFitted { result.fwhmError = error }
        measureMoments(extent(violet, red, extrema, level, sign: isAbsorption ? -1 : 1), &result, geometry)
    }

    /// Both flanks, outward of all extrema that reach half of the height.
    private func flanks(_ main: LineVertex, _ extrema: [Int], _ level: Int) -> (LineFlank, LineFlank)? {
        let start = level * profile.count
        let high = extrema.filter { profile.levels[start + $0] / main.height >= 0.5 }
        guard let first = high.first, let last = high.last,
            let violet = LineFlank(profile, from: first, direction: -1, level: level, height: main.height),
            let red = LineFlank(profile, from: last, direction: 1, level: level, height: main.height),
            red.offset > violet.offset
        else { return nil }
        return (violet, red)
    }

    /// The pixels of the line: three quarters of the full width beyond half height on either side, less what clearly
    /// has the other sign, as the absorption of a P Cygni profile beside its emission.
    private func extent(_ violet: LineFlank, _ red: LineFlank, _ extrema: [Int], _ level: Int, sign: Double)
        -> ClosedRange<Int>
    {
        let reach = 0.75 * (red.offset - violet.offset), start = level * profile.count
        let factor = LineScales.noiseFactors[level]
        // A second peak too low to count for the width is still a part of the line; a dent in its wing is not.
        let top = extrema.map { sign * profile.levels[start + $0] }.max() ?? 0
        let peaks = extrema.filter { sign * profile.levels[start + $0] >= 0.25 * top }
        let first = min(violet.offset, peaks.first.map { profile.offsets[$0] } ?? violet.offset)
        let last = max(red.offset, peaks.last.map { profile.offsets[$0] } ?? red.offset)
        func end(_ flank: LineFlank, _ direction: Int, _ isNear: (Double) -> Bool) -> Int {
            var place = flank.inside, last = place
            while true {
                let next = place + direction
                guard next >= 0, next < profile.count, isNear(profile.offsets[next]) else { return place }
                let value = sign * profile.levels[start + next]
                if value < -3 * profile.noise[next] * factor { return last }
                if value > 0 { last = next }
                place = next
            }
        }
        let low = end(violet, -1) { $0 >= first - reach }
        let high = end(red, 1) { $0 <= last + reach }
        return min(low, high)...max(low, high)
    }

    // MARK: - Two peaks

    private mutating func measurePeaks(
        _ peaks: [Int], _ level: Int, _ result: inout LineMeasurement, _ geometry: LineGeometry
    ) {
        let start = level * profile.count
        let highest = peaks.sorted { (profile.levels[start + $1], $0) < (profile.levels[start + $0], $1) }.prefix(2)
            .sorted()
        guard let first = highest.first, let last = highest.last else { return }
        var valley = 0.0
        if first < last { valley = (first...last).map { profile.levels[start + $0] }.min() ?? 0 }
        let violet = LineVertex(profile, at: first, level: level, floor: valley)
        result.violetHeight = violet.height
        result.violetPeak = geometry.centre + violet.offset
        guard first < last else { return }
        let red = LineVertex(profile, at: last, level: level, floor: valley)
        result.redHeight = red.height
        result.redPeak = geometry.centre + red.offset
        guard red.height > 0, violet.height > 0 else { return }
        result.vr = violet.height / red.height
        violet.addHeight(1 / red.height, to: &profile)
        red.addHeight(-result.vr / red.height, to: &profile)
        result.vrError = deviation()
        let perAngstrom = SpectralQuantity.speedOfLight / 1000 / geometry.centre
        result.separation = (red.offset - violet.offset) * perAngstrom
        red.addOffset(perAngstrom, to: &profile)
        violet.addOffset(-perAngstrom, to: &profile)
        let error = deviation()
        if red.isFitted, violet.isFitted { result.separationError = error }
    }
}
