// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A range of numbers, open at either end; a single number is a range of no width.
public struct NumberRange: Sendable, Hashable {
    public var lower: Double?
    public var upper: Double?

    public init(_ lower: Double?, _ upper: Double?) {
        self.lower = lower
        self.upper = upper
    }

    /// Reads "1/2", "/2", "1/" or "1"; `nil` for anything else, for NaN, and for a lower end above the upper one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.count <= 2, !parts.allSatisfy(\.isEmpty) else { return nil }
        let numbers = parts.map { Double($0) }
        guard zip(parts, numbers).allSatisfy({ $0.isEmpty || $1?.isFinite == true }) else { return nil }
        self.init(numbers[0], numbers.count == 1 ? numbers[0] : numbers[1])
        if let lower, let upper, lower > upper { return nil }
    }

    /// As SSA wants it (SSA 1.1 §8.7.2): "1.0/2.0", "/2.0", "1.0/", "1.0"; twelve digits, so that no noise of a conversion shows.
    public var text: String {
        let words = [lower, upper].map { $0.map { "\(Double(String(format: "%.12g", $0)) ?? $0)" } ?? "" }
        return lower != nil && lower == upper ? words[0] : words.joined(separator: "/")
    }
}
