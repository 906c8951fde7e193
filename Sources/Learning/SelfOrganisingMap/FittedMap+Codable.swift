// SPDX-License-Identifier: Apache-2.0

import Execution

extension FittedMap: Codable {
    private enum CodingKeys: String, CodingKey { case grid, units }

    /// - Throws: `DecodingError`, or ``LearningError`` if the units do not fill the grid.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        grid = try container.decode(MapGrid.self, forKey: .grid)
        units = try container.decode(StoredMatrix.self, forKey: .units).matrix()
        let (count, overflow) = grid.width.multipliedReportingOverflow(by: grid.height)
        guard grid.width > 0, grid.height > 0, !overflow, units.rowCount == count, units.columnCount > 0 else {
            throw LearningError.wrongLength(
                what: "units of the map", have: units.rowCount, need: overflow ? .max : count)
        }
        _ = try units.checkedMagnitude(context: .init(threads: 1))
        training = nil
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(grid, forKey: .grid)
        try container.encode(StoredMatrix(units), forKey: .units)
    }
}
