// SPDX-License-Identifier: Apache-2.0

/// A quantity that follows the temperature of a star, as a table interpolated linearly and constant beyond its ends.
struct Trend: Sendable {
    private let temperatures: [Double]
    private let values: [Double]

    /// - Parameter points: (temperature in K, value), by rising temperature.
    init(_ points: [(Double, Double)]) {
        temperatures = points.map(\.0)
        values = points.map(\.1)
    }

    func value(at temperature: Double) -> Double {
        guard let upper = temperatures.firstIndex(where: { $0 > temperature }) else { return values[values.count - 1] }
        guard upper > 0 else { return values[0] }
        let share = (temperature - temperatures[upper - 1]) / (temperatures[upper] - temperatures[upper - 1])
        return values[upper - 1] + share * (values[upper] - values[upper - 1])
    }
}
