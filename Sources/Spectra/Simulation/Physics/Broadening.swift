// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Kernels that widen lines, and their application. A kernel has an odd number of elements and sum 1.
enum Broadening {
    /// A Gaussian integrated over the elements of a grid.
    ///
    /// - Parameter sigma: standard deviation in elements.
    static func gaussian(sigma: Double) -> [Float] {
        guard sigma > 0.05 else { return [1] }
        let half = Int((4.5 * sigma).rounded(.up))
        let scale = 1 / (sigma * 2.0.squareRoot())
        return normalised(
            (-half...half).map { erf((Double($0) + 0.5) * scale) - erf((Double($0) - 0.5) * scale) })
    }

    /// The rotation profile of a sphere with linear limb darkening 0.6.
    ///
    /// - Parameter velocity: v sin i in elements.
    /// - SeeAlso: Gray, "The Observation and Analysis of Stellar Photospheres", 3rd ed. 2005, eq. 18.14.
    static func rotation(velocity: Double) -> [Float] {
        guard velocity > 0.6 else { return [1] }
        let limb = 0.6
        let half = Int(velocity)
        return normalised(
            (-half...half).map {
                let x = Double($0) / velocity
                let y = max(0, 1 - x * x)
                return 2 * (1 - limb) * y.squareRoot() + 0.5 * .pi * limb * y
            })
    }

    /// The array convolved with a kernel; beyond its ends it keeps its first and last value.
    ///
    /// - Complexity: O(n k). The sum over the kernel runs from its first element to its last for each output.
    static func convolve(_ values: [Float], with kernel: [Float]) -> [Float] {
        guard kernel.count > 1, let first = values.first, let last = values.last else { return values }
        let half = kernel.count / 2
        let padded = [Float](repeating: first, count: half) + values + [Float](repeating: last, count: half)
        let count = values.count
        return [Float](unsafeUninitializedCapacity: count) { output, filled in
            output.initialize(repeating: 0)
            padded.withUnsafeBufferPointer { input in
                for (offset, weight) in kernel.enumerated() {
                    for index in 0..<count {
                        output[index] += weight * input[index + offset]
                    }
                }
            }
            filled = count
        }
    }

    private static func normalised(_ weights: [Double]) -> [Float] {
        let sum = weights.reduce(0, +)
        return weights.map { Float($0 / sum) }
    }
}
