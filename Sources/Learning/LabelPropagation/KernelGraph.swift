// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// Every row joined with every other by the weight exp(−γ |x − y|²): the upper half of the matrix in tiles of single
/// precision.
///
/// Tiles are kept if all fit into the memory limit (2 n² bytes: 0.2 GB for 10,000 rows, 5 GB for 50,000) and else made
/// anew in each step. Weights below e⁻⁸⁷ are 0: choose γ such that every row has others within |x − y|² of some 1/γ.
/// Equal bits for any number of threads and shards, and whether tiles are kept or not. A shard keeps only the tiles of its
/// own parts; it is to be the same shard in every step.
public final class KernelGraph: Sendable {
    public let rowCount: Int
    /// γ.
    public let gamma: Double
    /// Whether all tiles are in memory.
    public let isStored: Bool
    private let columnCount: Int
    private let rows: DisjointArray<Float>
    private let squares: [Float]
    private let tiles: DisjointArray<Float>?
    /// The tiles that are kept.
    private let stored: Range<Int>

    private static let edge = Int(SECCHI_LABEL_TILE)
    /// Sums of its own that each part of the tiles has: enough parts for many cores, few enough to add up.
    private static let partLimit = 64

    /// - Parameters:
    ///   - matrix: n × m, finite numbers.
    ///   - gamma: above 0, in one over the square of the matrix's unit.
    ///   - memoryLimit: bytes that tiles may take.
    /// - Throws: ``LearningError`` for a number that is not finite or settings out of range; `CancellationError`.
    public init(_ matrix: FeatureMatrix, gamma: Double, memoryLimit: Int, context: ExecutionContext) throws {
        guard gamma > 0, gamma.isFinite else {
            throw LearningError.badSetting(name: "gamma", text: "\(gamma)", allowed: "a finite number above 0")
        }
        guard matrix.rowCount < 1 << 24 else {
            throw LearningError.tooManyRows(have: matrix.rowCount, limit: 1 << 24)
        }
        try matrix.checkFinite()
        rowCount = matrix.rowCount
        columnCount = matrix.columnCount
        self.gamma = gamma
        rows = Self.centred(matrix)
        let rows = rows, columnCount = columnCount
        squares = (0..<matrix.rowCount).map { row in
            var sum: Float = 0
            secchi_product_f32(
                rows.start + row * columnCount, columnCount, rows.start + row * columnCount, columnCount, &sum, 1, 1, 1,
                columnCount)
            return sum
        }
        let blocks = (matrix.rowCount + Self.edge - 1) / Self.edge
        let tileCount = blocks * (blocks + 1) / 2
        let own = context.share(of: min(Self.partLimit, tileCount))
        let stored = Self.firstTile(own.lowerBound, tileCount)..<Self.firstTile(own.upperBound, tileCount)
        isStored = stored.count * Self.edge * Self.edge * 4 <= memoryLimit
        tiles = isStored ? DisjointArray(count: stored.count * Self.edge * Self.edge) : nil
        self.stored = isStored ? stored : 0..<0
        guard let tiles else { return }
        let progress = ProgressCounter(
            stage: "computing the kernel", total: stored.count, unit: "tiles", reporter: context.progress)
        _ = try context.mapParts(stored.count) { place in
            makeTile(
                Self.place(of: stored.lowerBound + place, blocks: blocks),
                at: tiles.start + place * Self.edge * Self.edge)
            progress.advance()
        }
    }

    /// Products of rows far from 0 would lose the digits that their distances need.
    private static func centred(_ matrix: FeatureMatrix) -> DisjointArray<Float> {
        let n = matrix.rowCount, m = matrix.columnCount
        var means = [Double](repeating: 0, count: m)
        for row in 0..<n { for column in 0..<m { means[column] += Double(matrix.values[row * m + column]) } }
        let centred = DisjointArray<Float>(count: n * m)
        for row in 0..<n {
            for column in 0..<m {
                let place = row * m + column
                centred[place] = Float(Double(matrix.values[place]) - means[column] / Double(n))
            }
        }
        return centred
    }

    private struct Place {
        var row: Int
        var column: Int
    }

    /// Tiles are numbered along the block rows of the upper half.
    private static func place(of number: Int, blocks: Int) -> Place {
        var row = 0, first = 0
        while first + blocks - row <= number {
            first += blocks - row
            row += 1
        }
        return Place(row: row, column: row + number - first)
    }

    /// Where a part of the tiles begins.
    private static func firstTile(_ part: Int, _ tileCount: Int) -> Int {
        let parts = min(partLimit, tileCount)
        return parts == 0 ? 0 : part * tileCount / parts
    }

    private func makeTile(_ place: Place, at tile: UnsafeMutablePointer<Float>) {
        let edge = Self.edge
        let row = place.row * edge, column = place.column * edge
        let height = min(edge, rowCount - row), width = min(edge, rowCount - column)
        secchi_product_f32(
            rows.start + row * columnCount, columnCount, rows.start + column * columnCount, columnCount, tile, edge,
            height, width, columnCount)
        squares.withUnsafeBufferPointer { squares in
            guard let start = squares.baseAddress else { return }
            secchi_label_kernel(tile, height, width, start + row, start + column, Float(gamma))
        }
        if place.row == place.column { for place in 0..<edge { tile[place * edge + place] = 0 } }
    }
}

extension KernelGraph: LabelGraph {
    func mix(into fingerprint: inout Fingerprint) {
        fingerprint.mix([rowCount, columnCount])
        fingerprint.mix([gamma])
        fingerprint.mix(UnsafeRawBufferPointer(start: rows.start, count: rows.count * MemoryLayout<Float>.stride))
    }

    func degreeRoots(context: ExecutionContext) throws -> [Double] {
        let ones = DisjointArray<Double>(repeating: 1, count: rowCount)
        let sums = try product(with: ones, classCount: 1, context: context)
        return (0..<rowCount).map { sums[$0].squareRoot() }
    }

    func product(
        with values: DisjointArray<Double>, classCount: Int, context: ExecutionContext
    ) throws -> DisjointArray<Double> {
        let edge = Self.edge, blocks = (rowCount + edge - 1) / edge, stride = blocks * edge
        let tileCount = blocks * (blocks + 1) / 2
        let byClass = DisjointArray<Float>(repeating: 0, count: stride * classCount)
        for row in 0..<rowCount {
            for number in 0..<classCount { byClass[number * stride + row] = Float(values[row * classCount + number]) }
        }
        let parts = try context.gatherValues(min(Self.partLimit, tileCount)) { part in
            var sums = [Float](repeating: 0, count: stride * classCount)
            let made = DisjointArray<Float>(count: tiles == nil ? edge * edge : 0)
            for number in Self.firstTile(part, tileCount)..<Self.firstTile(part + 1, tileCount) {
                let place = Self.place(of: number, blocks: blocks)
                let tile: UnsafeMutablePointer<Float>
                if let tiles {
                    precondition(stored ~= number, "a kernel graph is used by the shard that made it")
                    tile = tiles.start + (number - stored.lowerBound) * edge * edge
                } else {
                    try context.cancellation.check()
                    tile = made.start
                    makeTile(place, at: tile)
                }
                secchi_label_apply(
                    tile, byClass.start, &sums, stride, classCount, place.row * edge, place.column * edge,
                    place.row == place.column ? 0 : 1)
            }
            return sums
        }
        let product = DisjointArray<Double>(repeating: 0, count: rowCount * classCount)
        let ranges = ExecutionContext.ranges(of: rowCount, size: 4096)
        _ = try context.mapParts(ranges.count) { range in
            for sums in parts {
                for number in 0..<classCount {
                    for row in ranges[range] {
                        product.start[row * classCount + number] += Double(sums[number * stride + row])
                    }
                }
            }
        }
        return product
    }
}
