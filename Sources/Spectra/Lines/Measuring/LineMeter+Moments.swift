// SPDX-License-Identifier: Apache-2.0

import Foundation

extension LineMeter {
    /// Centroid, velocity, asymmetry and skewness over the pixels of the line.
    mutating func measureMoments(
        _ extent: ClosedRange<Int>, _ result: inout LineMeasurement, _ geometry: LineGeometry
    ) {
        var sum = 0.0, first = 0.0
        for place in extent {
            let part = profile.weights[place] * profile.excess[place]
            sum += part
            first += part * profile.offsets[place]
        }
        guard sum != 0, sum.sign == result.height.sign else { return }
        let mean = first / sum
        guard mean >= profile.edges[extent.lowerBound], mean <= profile.edges[extent.upperBound + 1] else { return }
        result.centroid = geometry.centre + mean
        for place in extent {
            profile.gradient[place] = profile.weights[place] * (profile.offsets[place] - mean) / sum
        }
        result.centroidError = deviation()
        let ratio = result.centroid / geometry.centre, light = SpectralQuantity.speedOfLight / 1000
        let square = ratio * ratio
        result.velocity = light * (square - 1) / (square + 1)
        result.velocityError =
            result.centroidError * light * 4 * ratio / ((square + 1) * (square + 1)) / geometry.centre
        measureAsymmetry(extent, sum: sum, mean: mean, &result)
        measureSkewness(extent, sum: sum, mean: mean, &result)
    }

    private mutating func measureAsymmetry(
        _ extent: ClosedRange<Int>, sum: Double, mean: Double, _ result: inout LineMeasurement
    ) {
        // −1 violet of the centroid, 1 red of it, in between for the pixel that holds it.
        func side(_ place: Int) -> Double {
            let low = profile.edges[place], high = profile.edges[place + 1]
            return high > low ? min(max((high + low - 2 * mean) / (high - low), -1), 1) : 0
        }
        var difference = 0.0, atMean = 0.0
        for place in extent {
            difference += side(place) * profile.weights[place] * profile.excess[place]
            if profile.edges[place] <= mean, mean < profile.edges[place + 1] { atMean = profile.excess[place] }
        }
        result.asymmetry = difference / sum
        // The centroid moves with the pixels too: d asymmetry / d mean = −2 p(mean) / sum.
        for place in extent {
            let share = profile.weights[place] / sum
            profile.gradient[place] =
                share * (side(place) - result.asymmetry - 2 * atMean * (profile.offsets[place] - mean) / sum)
        }
        result.asymmetryError = deviation()
    }

    private mutating func measureSkewness(
        _ extent: ClosedRange<Int>, sum: Double, mean: Double, _ result: inout LineMeasurement
    ) {
        var second = 0.0, third = 0.0
        for place in extent {
            let part = profile.weights[place] * profile.excess[place] / sum, x = profile.offsets[place] - mean
            second += part * x * x
            third += part * x * x * x
        }
        // Noise in the wings can leave next to no spread, or a negative one; a Gaussian has 0.42 of its full width.
        let width = max(second, 0).squareRoot()
        guard width > result.fwhm / 6 else { return }
        result.skewness = third / (second * width)
        for place in extent {
            let x = profile.offsets[place] - mean
            let byThird = (x * x * x - third - 3 * second * x) / (second * width)
            let bySecond = -1.5 * result.skewness * (x * x - second) / second
            profile.gradient[place] = profile.weights[place] / sum * (byThird + bySecond)
        }
        result.skewnessError = deviation()
    }
}
