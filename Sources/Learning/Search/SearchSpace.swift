// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The values that a search tries, setting by setting.
public struct SearchSpace: Sendable, Codable, Hashable {
    /// The values of one setting.
    public enum Axis: Sendable, Codable, Hashable {
        /// One of so many choices, given by its place.
        case choices(Int)
        /// A whole number of a range; even steps, or even in its logarithm.
        case integers(ClosedRange<Int>, isLogarithmic: Bool)
        /// A number of a range; even steps, or even in its logarithm (both ends above 0 then).
        case numbers(ClosedRange<Double>, isLogarithmic: Bool)
    }

    /// One value for each axis: the place of a choice, or the number.
    public typealias Point = [Double]

    public var axes: [Axis]

    public init(_ axes: [Axis]) { self.axes = axes }

    /// All combinations of all choices and of `steps` values of each range (the ends among them), the last axis fastest.
    ///
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)`` for an empty axis, or for more than 100,000 points.
    public func grid(steps: Int) throws(LearningError) -> [Point] {
        try check()
        var points: [Point] = [[]]
        for axis in axes {
            let values = axis.values(steps: max(steps, 1))
            guard points.count * values.count <= 100_000 else {
                throw .badSetting(
                    name: "grid", text: "\(points.count * values.count) points", allowed: "at most 100000")
            }
            points = points.flatMap { point in values.map { point + [$0] } }
        }
        return points
    }

    /// Points drawn independently; equal seeds give equal points, and more points begin with the fewer.
    ///
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)`` for an empty axis, or for a count not in 1 to 100,000.
    public func random(_ count: Int, seed: UInt64) throws(LearningError) -> [Point] {
        try check()
        guard (1...100_000).contains(count) else {
            throw .badSetting(name: "points", text: "\(count)", allowed: "1 to 100000")
        }
        return (0..<count).map { number in
            var generator = SeededGenerator(seed: seed, part: UInt64(number))
            return axes.map { $0.draw(&generator) }
        }
    }

    private func check() throws(LearningError) {
        for (number, axis) in axes.enumerated() {
            let isSound =
                switch axis {
                case .choices(let count): (1...100_000).contains(count)
                case .integers(let range, let isLogarithmic):
                    (!isLogarithmic || range.lowerBound > 0) && range.upperBound <= 1 << 53
                        && range.lowerBound >= -(1 << 53)
                case .numbers(let range, let isLogarithmic):
                    range.lowerBound.isFinite && range.upperBound.isFinite && (!isLogarithmic || range.lowerBound > 0)
                }
            guard isSound else {
                throw .badSetting(
                    name: "axis \(number)", text: "\(axis)",
                    allowed: "at least one choice, or a finite range (above 0 if logarithmic)")
            }
        }
    }
}

extension SearchSpace.Axis {
    fileprivate func values(steps: Int) -> [Double] {
        switch self {
        case .choices(let count): return (0..<count).map(Double.init)
        case .integers, .numbers:
            var values: [Double] = []
            for step in 0..<steps {
                let value = value(at: steps == 1 ? 0.5 : Double(step) / Double(steps - 1))
                if value != values.last { values.append(value) }
            }
            return values
        }
    }

    fileprivate func draw(_ generator: inout SeededGenerator) -> Double {
        switch self {
        case .choices(let count): Double(generator.index(below: count))
        case .integers, .numbers: value(at: generator.uniform())
        }
    }

    /// - Parameter share: 0 for the lower end, 1 for the upper.
    private func value(at share: Double) -> Double {
        func mix(_ low: Double, _ high: Double, _ isLogarithmic: Bool) -> Double {
            if share >= 1 { return high }
            return isLogarithmic ? low * pow(high / low, share) : low + share * (high - low)
        }
        switch self {
        case .choices(let count): return (share * Double(count - 1)).rounded()
        case .integers(let range, let isLogarithmic):
            return mix(Double(range.lowerBound), Double(range.upperBound), isLogarithmic).rounded()
        case .numbers(let range, let isLogarithmic): return mix(range.lowerBound, range.upperBound, isLogarithmic)
        }
    }
}
