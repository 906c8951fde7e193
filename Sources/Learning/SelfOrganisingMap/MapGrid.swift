// SPDX-License-Identifier: Apache-2.0

/// Where the units of a map stand: unit number = row · width + column.
public struct MapGrid: Sendable, Codable, Hashable {
    /// How units touch: four sides and four corners, or six sides (odd rows shifted right by half a unit).
    public enum Topology: String, Sendable, Codable, Hashable, CaseIterable { case rectangular, hexagonal }

    /// Units in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    public let topology: Topology
    /// Whether left meets right and top meets bottom.
    public let isToroidal: Bool

    public var unitCount: Int { width * height }

    /// Centre of a unit; neighbours in a row are 1 apart, hexagonal rows √3/2.
    public func position(of unit: Int) -> (x: Double, y: Double) {
        let row = unit / width, column = Double(unit % width)
        switch topology {
        case .rectangular: return (column, Double(row))
        case .hexagonal: return (column + (row % 2 == 1 ? 0.5 : 0), Double(row) * rowSpacing)
        }
    }

    /// Squared distance of the centres of two units, the short way round on a torus.
    public func squaredDistance(_ one: Int, _ other: Int) -> Double {
        let a = position(of: one), b = position(of: other)
        var x = (a.x - b.x).magnitude, y = (a.y - b.y).magnitude
        if isToroidal {
            x = min(x, (Double(width) - x).magnitude)
            y = min(y, (Double(height) * rowSpacing - y).magnitude)
        }
        return x * x + y * y
    }

    /// Whether two different units touch, corners included on a rectangular grid.
    public func areNeighbours(_ one: Int, _ other: Int) -> Bool {
        one != other && squaredDistance(one, other) < (topology == .rectangular ? 2.01 : 1.01)
    }

    /// The units that share a side with one: at most four or six, in ascending order.
    public func sideNeighbours(of unit: Int) -> [Int] {
        let row = unit / width, column = unit % width
        var found: Set<Int> = []
        for down in -1...1 {
            for right in -1...1 {
                var y = row + down, x = column + right
                if isToroidal {
                    y = (y + height) % height
                    x = (x + width) % width
                }
                guard (0..<height).contains(y), (0..<width).contains(x) else { continue }
                let other = y * width + x
                if other != unit, squaredDistance(unit, other) < 1.01 { found.insert(other) }
            }
        }
        return found.sorted()
    }

    private var rowSpacing: Double { topology == .hexagonal ? 0.75.squareRoot() : 1 }
}
