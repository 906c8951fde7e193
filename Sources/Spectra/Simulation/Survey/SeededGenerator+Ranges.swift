// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

extension SeededGenerator {
    /// A uniform number in the range.
    mutating func draw(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// A number whose logarithm is uniform in the range.
    mutating func drawLogarithmic(_ range: ClosedRange<Double>) -> Double {
        exp(draw(log(range.lowerBound)...log(range.upperBound)))
    }

    /// True with this probability.
    mutating func happens(_ probability: Double) -> Bool {
        uniform() < probability
    }

    /// Standard normal deviates, two from each pair of uniform numbers (Box & Muller 1958,
    /// doi:10.1214/aoms/1177706645).
    mutating func normals(_ count: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            var index = 0
            while index < count {
                let radius = (-2 * log(1 - Float(next() >> 40) * 0x1p-24)).squareRoot()
                let angle = 2 * Float.pi * Float(next() >> 40) * 0x1p-24
                buffer[index] = radius * cos(angle)
                if index + 1 < count { buffer[index + 1] = radius * sin(angle) }
                index += 2
            }
            filled = count
        }
    }
}
