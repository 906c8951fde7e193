// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Keeps objects with many spectra from outweighing the rest.
enum ObjectWeights {
    /// n^(−3/4) for each of the n spectra of an object.
    ///
    /// An object so weighs n^(1/4): many spectra of one do say more than one, though little more.
    static func of(_ groups: [Int]) -> [Double] {
        var counts: [Int: Int] = [:]
        for group in groups { counts[group, default: 0] += 1 }
        return groups.map { pow(Double(counts[$0] ?? 1), -0.75) }
    }
}
