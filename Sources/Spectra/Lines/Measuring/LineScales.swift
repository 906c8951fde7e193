// SPDX-License-Identifier: Apache-2.0

/// How much a profile is smoothed: not at all, then by ever wider kernels.
///
/// Level j is level j − 1 smoothed by (1, 2, 1)/4 with 2^(j−1) pixels between the taps (à trous; Holschneider et al.
/// 1989), mirrored at the ends of the window: standard deviations of 0, 0.7, 1.6, 3.2, 6.5 and 13 pixels.
enum LineScales {
    static let count = 5

    /// The standard deviation that unit white noise keeps at each level, from none to all smoothing.
    static let noiseFactors: [Double] = {
        var response = [Double](repeating: 0, count: 257)
        response[128] = 1
        var factors = [1.0]
        for level in 0..<count {
            let step = 1 << level
            response = response.indices.map { place in
                let left = max(place - step, 0), right = min(place + step, response.count - 1)
                return response[left] / 4 + response[place] / 2 + response[right] / 4
            }
            factors.append(response.reduce(0) { $0 + $1 * $1 }.squareRoot())
        }
        return factors
    }()
}

extension LineProfile {
    /// Where and how clearly the line stands out.
    struct Detection {
        /// Signal to noise at the best level.
        var signalToNoise = 0.0
        /// The level that peaks are looked for on: the least smoothing that shows the line clearly.
        var level = 0
        /// The pixel of the extremum on this level.
        var place = 0
    }

    /// Signal to noise at which no more smoothing is wanted.
    private static let clear = 20.0

    /// Smooths as far as the window allows and finds the extremum that stands out most.
    ///
    /// - Parameter baseline: error of the continuum over the continuum, which no smoothing takes away.
    mutating func detect(baseline: Double) -> Detection {
        var best = Detection(), chosen: Detection?
        for level in 0...LineScales.count {
            let start = level * count
            if level == 0 {
                for place in 0..<count { levels[place] = excess[place] }
            } else {
                let step = 1 << (level - 1)
                guard 8 * step <= count else { break }
                smooth(from: start - count, to: start, step: step)
            }
            let factor = LineScales.noiseFactors[level]
            var found = Detection(signalToNoise: -1, level: level)
            for place in 0..<count {
                let deviation = noise[place] * factor
                let ratio =
                    levels[start + place] * levels[start + place] / (deviation * deviation + baseline * baseline)
                if ratio > found.signalToNoise { (found.signalToNoise, found.place) = (ratio, place) }
            }
            found.signalToNoise = max(found.signalToNoise, 0).squareRoot()
            if chosen == nil, found.signalToNoise >= Self.clear { chosen = found }
            if found.signalToNoise > best.signalToNoise { best = found }
        }
        var detection = chosen ?? best
        detection.signalToNoise = best.signalToNoise
        return detection
    }

    private mutating func smooth(from source: Int, to target: Int, step: Int) {
        let last = count - 1
        levels.withUnsafeMutableBufferPointer { levels in
            for place in 0..<count {
                let left = place >= step ? place - step : min(step - place, last)
                let right = place + step <= last ? place + step : max(2 * last - place - step, 0)
                levels[target + place] =
                    (levels[source + left] + levels[source + right]) / 4 + levels[source + place] / 2
            }
        }
    }

    /// Maxima (of the profile times `sign`) that stand out of the continuum and from their surroundings, in order.
    ///
    /// A maximum counts if it is higher than `detection` times the noise of the level, and the profile falls by six
    /// times the noise, and by a twentieth of the highest, on either side before it rises above it again.
    func maxima(on level: Int, sign: Double, detection: Double, baseline: Double) -> [Int] {
        let start = level * count, factor = LineScales.noiseFactors[level]
        var highest = 0.0
        for place in 0..<count { highest = max(highest, sign * levels[start + place]) }
        var found: [Int] = []
        var isRising = true, top = 0, bottom = 0
        for place in 0..<count {
            let value = sign * levels[start + place]
            if value > sign * levels[start + top] { top = place }
            if value < sign * levels[start + bottom] { bottom = place }
            let drop = max(6 * noise[place] * factor, 0.05 * highest)
            if isRising, value < sign * levels[start + top] - drop {
                let deviation = noise[top] * factor
                let limit = detection * (deviation * deviation + baseline * baseline).squareRoot()
                if top > 0, sign * levels[start + top] > limit { found.append(top) }
                isRising = false
                bottom = place
            } else if !isRising, value > sign * levels[start + bottom] + drop {
                isRising = true
                top = place
            }
        }
        return found
    }
}
