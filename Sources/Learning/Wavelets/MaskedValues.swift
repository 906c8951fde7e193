// SPDX-License-Identifier: Apache-2.0

/// Filling what is not known before a transform that needs every value.
enum MaskedValues {
    /// Straight lines between the valid values beside a gap, level beyond the first and the last; 0 if none is valid.
    /// A value that is not finite counts as masked.
    static func bridged(_ values: [Float], _ mask: [Bool]) -> [Float] {
        var bridged = values
        var last: Int?
        for place in values.indices where !mask[place] && values[place].isFinite {
            let from = last.map { $0 + 1 } ?? 0
            for gap in from..<place {
                guard let last else {
                    bridged[gap] = values[place]
                    continue
                }
                let share = Double(gap - last) / Double(place - last)
                bridged[gap] = Float(Double(values[last]) * (1 - share) + Double(values[place]) * share)
            }
            last = place
        }
        let end = last.map { $0 + 1 } ?? 0
        for gap in end..<values.count { bridged[gap] = last.map { values[$0] } ?? 0 }
        return bridged
    }
}
