// SPDX-License-Identifier: Apache-2.0

public import Execution

/// What a map makes of some rows.
public struct MapMatch: Sendable, Hashable {
    /// The nearest unit of each row; of equal ones the first.
    public let units: [Int]
    /// Euclidean distance of each row to it: great for rows that are unlike all others.
    public let distances: [Float]
    /// Mean of ``distances``; NaN without rows.
    public let quantisationError: Double
    /// Share of the rows whose two nearest units do not touch (corners included on a rectangular grid); NaN without
    /// rows, 0 with a single unit.
    ///
    /// - SeeAlso: Kiviluoto 1996, doi:10.1109/ICNN.1996.548907.
    public let topographicError: Double

    init(_ match: Codebook.Match, grid: MapGrid) {
        units = match.best.map(Int.init)
        distances = match.distances
        let count = Double(match.best.count)
        quantisationError = match.distances.reduce(0) { $0 + Double($1) } / count
        let torn = zip(match.best, match.second).count {
            $0 != $1 && !grid.areNeighbours(Int($0), Int($1))
        }
        topographicError = Double(torn) / count
    }
}

/// A trained map: units on a grid.
public struct FittedMap: Sendable, Hashable {
    public let grid: MapGrid
    /// One prototype a unit: units × m. Column c of it is the map's component plane c.
    public let units: FeatureMatrix
    /// What it makes of the rows that it learnt from; not stored with it.
    public internal(set) var training: MapMatch?

    /// The nearest unit and the distance of each row, NaN refused.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``, or
    ///   `CancellationError`.
    public func match(_ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()) throws -> MapMatch {
        guard matrix.columnCount == units.columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: units.columnCount)
        }
        _ = try matrix.checkedMagnitude(context: context)
        return MapMatch(
            try Codebook(units).match(matrix, detail: .secondAndDistance, context: context), grid: grid)
    }

    /// Rows of each unit.
    public func hits(of match: MapMatch) -> [Int] {
        match.units.reduce(into: [Int](repeating: 0, count: grid.unitCount)) { $0[$1] += 1 }
    }

    /// The U-matrix: mean distance of each prototype to those of the units beside it. Ridges part what is unlike.
    ///
    /// A unit without neighbours has 0.
    ///
    /// - SeeAlso: Ultsch & Siemon 1990, Proc. INNC 305.
    public var distancesToNeighbours: [Double] {
        (0..<grid.unitCount).map { unit in
            let neighbours = grid.sideNeighbours(of: unit)
            let sum = neighbours.reduce(0.0) { sum, other in
                sum
                    + zip(units[unit], units[other]).reduce(0.0) { square, pair in
                        square + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
                    }.squareRoot()
            }
            return neighbours.isEmpty ? 0 : sum / Double(neighbours.count)
        }
    }
}
