// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Kohonen's map: prototypes on a grid, trained so that neighbours on the grid are alike.
///
/// A batch epoch sends every row to its nearest unit, then makes each unit the mean of all rows, weighted by how near
/// their units stand on the grid; it depends on no order. Online training shows the rows one by one, in an order drawn
/// anew each epoch. Ties go to the unit with the lowest number. Equal seeds give equal bits for any number of threads,
/// and for a batch epoch however its rows are divided (``UnitSums``). NaN is refused.
///
/// ```swift
/// var map = SelfOrganisingMap()
/// map.width = 30
/// map.height = 30
/// let fitted = try map.fit(matrix, seed: 1)
/// let match = try fitted.match(matrix)           // unit and distance of each row
/// ```
///
/// - SeeAlso: Kohonen 1990, doi:10.1109/5.58325; Kohonen 2013 for the batch map, doi:10.1016/j.neunet.2012.09.018.
public struct SelfOrganisingMap: Sendable, Codable, Hashable {
    /// Whether units move after all rows were seen, or after each.
    public enum Training: String, Sendable, Codable, Hashable, CaseIterable { case batch, online }

    /// Where units start: on the plane of the first two principal components, or as rows drawn at random.
    public enum Start: String, Sendable, Codable, Hashable, CaseIterable { case principalComponents, random }

    /// How a unit's pull falls with the distance d on the grid: exp(−d²/2r²), or 1 up to r and 0 beyond.
    public enum Neighbourhood: String, Sendable, Codable, Hashable, CaseIterable { case gaussian, bubble }

    /// How a number goes from first to last over the training: in equal steps, or in equal ratios.
    public enum Decay: String, Sendable, Codable, Hashable, CaseIterable { case linear, exponential, inverseTime }

    /// Units in a row, 1 to 1000.
    public var width = 20
    /// Rows of units, 1 to 1000.
    public var height = 20
    public var topology = MapGrid.Topology.rectangular
    /// Whether the edges meet; needs an even height if hexagonal.
    public var isToroidal = false
    public var training = Training.batch
    public var start = Start.principalComponents
    /// Times that every row is seen, 1 to 100,000.
    public var epochs = 10
    public var neighbourhood = Neighbourhood.gaussian
    /// Reach at the start, in units; `nil` for a third of the longer side, or half of it after a random start.
    public var firstRadius: Double?
    /// Reach at the end, in units. Less fits the rows better and tears the map more.
    public var lastRadius = 1.2
    public var radiusDecay = Decay.linear
    /// Share of the way to a row that a unit goes at the start of online training, in (0, 1].
    public var learningRate = 0.5
    /// Falls to 1/100 of the start: α₀ (1 − 0.99 t), α₀ 0.01ᵗ, or α₀/(1 + 99 t).
    public var learningRateDecay = Decay.linear

    public init() {}

    var grid: MapGrid { MapGrid(width: width, height: height, topology: topology, isToroidal: isToroidal) }

    /// The reach at a time of the training in 0...1.
    func radius(at time: Double) -> Double {
        let share = start == .random ? 0.5 : 1.0 / 3
        let first = firstRadius ?? max(Double(max(width, height)) * share, lastRadius)
        return radiusDecay.value(from: first, to: lastRadius, at: time)
    }

    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``.
    func checkSettings() throws(LearningError) {
        func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(LearningError) {
            guard range.contains(value) else {
                throw .badSetting(name: name, text: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
            }
        }
        try check("width", width, 1...1000)
        try check("height", height, 1...1000)
        try check("epochs", epochs, 1...100_000)
        if isToroidal, topology == .hexagonal, height % 2 == 1 {
            throw .badSetting(name: "height", text: "\(height)", allowed: "an even number for a hexagonal torus")
        }
        for (name, radius) in [("firstRadius", firstRadius ?? 1), ("lastRadius", lastRadius)] {
            guard radius > 0, radius <= 1e6 else {
                throw .badSetting(name: name, text: "\(radius)", allowed: "a number above 0, at most 1000000")
            }
        }
        guard learningRate > 0, learningRate <= 1 else {
            throw .badSetting(name: "learningRate", text: "\(learningRate)", allowed: "a number above 0, at most 1")
        }
    }
}

extension SelfOrganisingMap.Decay {
    /// What stands between `first` and `last` > 0 at a share of the way.
    func value(from first: Double, to last: Double, at share: Double) -> Double {
        switch self {
        case .linear: first + (last - first) * share
        case .exponential: first * pow(last / first, share)
        case .inverseTime: first / (1 + (first / last - 1) * share)
        }
    }
}
