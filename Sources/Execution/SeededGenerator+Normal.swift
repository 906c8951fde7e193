// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SeededGenerator {
    /// A normal deviate with mean 0 and standard deviation 1 (Box & Muller 1958, doi:10.1214/aoms/1177706645).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }

    /// The elements of `0..<count` in random order.
    public mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1))
        }
        return order
    }
}
