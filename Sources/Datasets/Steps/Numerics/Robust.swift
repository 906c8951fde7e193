// SPDX-License-Identifier: Apache-2.0

/// Statistics that a few wild values do not move.
enum Robust {
    /// The median; the mean of the middle two for an even count; NaN for none. Expects no NaN.
    static func median(_ values: [Float]) -> Float {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
