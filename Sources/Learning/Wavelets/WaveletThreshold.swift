// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Thresholds for details with white noise of standard deviation `sigma`.
enum WaveletThreshold {
    /// The standard deviation of the noise: the median size of the details over that of a standard normal variable, 0.6745.
    /// Exact zeros, as of padding, do not count; 0 where all are zero.
    static func noise(of details: ArraySlice<Float>) -> Double {
        var sizes = details.compactMap { $0 == 0 ? nil : abs($0) }
        guard !sizes.isEmpty else { return 0 }
        let middle = sizes.count / 2
        var median = Double(sizes.select(middle))
        if sizes.count % 2 == 0, let below = sizes[..<middle].max() { median = (median + Double(below)) / 2 }
        return median / 0.674_489_750_196_081_7
    }

    static func universal(sigma: Double, count: Int) -> Double {
        sigma * (2 * log(Double(max(count, 1)))).squareRoot()
    }

    /// Infinite where a level holds no more than noise.
    static func bayes(_ details: ArraySlice<Float>, sigma: Double) -> Double {
        let squares = details.reduce(0) { $0 + Double($1) * Double($1) } / Double(max(details.count, 1))
        let signal = squares - sigma * sigma
        return signal > 0 ? sigma * sigma / signal.squareRoot() : .infinity
    }

    static func sure(_ details: ArraySlice<Float>, sigma: Double) -> Double {
        let count = Double(details.count)
        guard count > 1 else { return 0 }
        let squares = details.map { (Double($0) / sigma) * (Double($0) / sigma) }.sorted()
        let all = universal(sigma: 1, count: details.count)
        let excess = squares.reduce(0) { $0 + $1 - 1 } / count
        guard excess > pow(log2(count), 1.5) / count.squareRoot() else { return sigma * all }
        var best = (risk: count, threshold: 0.0)
        var below = 0.0
        for (place, square) in squares.enumerated() where square <= all * all {
            below += square
            let above = count - Double(place + 1)
            let risk = count - 2 * Double(place + 1) + below + above * square
            if risk < best.risk { best = (risk, square.squareRoot()) }
        }
        return sigma * best.threshold
    }
}

extension [Float] {
    /// Rearranges so that element `place` is the one that sorting would put there, with none greater before it; gives it.
    ///
    /// Hoare 1961, doi:10.1145/366622.366647. Expects no NaN.
    mutating func select(_ place: Int) -> Float {
        var low = 0, high = count - 1
        while low < high {
            let a = self[low], b = self[(low + high) / 2], c = self[high]
            let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
            var i = low, j = high
            while i <= j {
                while self[i] < pivot { i += 1 }
                while self[j] > pivot { j -= 1 }
                if i <= j {
                    swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if place <= j { high = j } else if place >= i { low = i } else { break }
        }
        return self[place]
    }
}
