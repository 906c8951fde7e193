// SPDX-License-Identifier: Apache-2.0

import Foundation

/// eˢ over its sum, for scores of which at least one is finite; −∞ gives 0.
func softmax(ofScores scores: [Double]) -> [Float] {
    let most = scores.max() ?? 0
    let powers = scores.map { exp($0 - most) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
}
