// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

@Suite struct PackedMatrixTests {
    @Test(
        "Products of every edge size equal sums in Double to rounding", arguments: [1, 11, 12, 13, 150])
    func edges(rows: Int) throws {
        for (columns, depth) in [(1, 1), (33, 3), (64, 20), (3, 321), (31, 7)] {
            let left = try random(rows, depth, seed: 1), right = try random(columns, depth, seed: 2)
            let product = try left.timesTransposed(right)
            #expect(product.rowCount == rows && product.columnCount == columns)
            for i in 0..<rows {
                for j in 0..<columns {
                    var sum = 0.0, size = 0.0
                    for (x, y) in zip(left[i], right[j]) {
                        sum += Double(x) * Double(y)
                        size += abs(Double(x) * Double(y))
                    }
                    let bound = Double(depth) * 0x1p-24 * size
                    #expect(abs(Double(product[i][product[i].startIndex + j]) - sum) <= bound)
                }
            }
        }
    }

    @Test("An element depends on its two rows alone, bit for bit")
    func equalBits() throws {
        let left = try random(400, 40, seed: 3), right = try random(90, 40, seed: 4)
        let whole = try left.timesTransposed(right, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try left.timesTransposed(right, context: ExecutionContext(threads: threads)) == whole)
        }
        let some = [399, 0, 17, 288], others = [89, 5]
        let part = try left.rows(some).timesTransposed(right.rows(others))
        for (i, row) in some.enumerated() {
            for (j, column) in others.enumerated() {
                #expect(part.values[i * 2 + j] == whole.values[row * 90 + column])
                let swapped = try right.rows([column]).timesTransposed(left.rows([row]))
                #expect(swapped.values == [whole.values[row * 90 + column]])
            }
        }
    }

    @Test("A packed and an unpacked right side give the same bits")
    func unpacked() throws {
        let left = try random(151, 330, seed: 5), right = try random(70, 330, seed: 6)
        var plain = [Float](repeating: -1, count: 151 * 70)
        product(left, right, into: &plain)
        #expect(plain == (try left.timesTransposed(right).values))
    }

    @Test("NaN and infinity stay in their row; no values give zeros, no rows nothing")
    func oddValues() throws {
        var left = try random(20, 9, seed: 7)
        left.values[3 * 9 + 4] = .nan
        let product = try left.timesTransposed(try random(40, 9, seed: 8))
        for row in 0..<20 { #expect(product[row].allSatisfy { $0.isNaN == (row == 3) }) }
        let empty = try FeatureMatrix(rows: 3, columns: 0, values: [])
        #expect(try empty.timesTransposed(empty).values == [Float](repeating: 0, count: 9))
        let none = try FeatureMatrix(rows: 0, columns: 9, values: [])
        #expect(try none.timesTransposed(left).values.isEmpty)
        #expect(try left.timesTransposed(none).values.isEmpty)
        #expect(throws: LearningError.columnMismatch(have: 0, need: 9)) { try empty.timesTransposed(left) }
    }

    private func random(_ rows: Int, _ columns: Int, seed: UInt64) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed)
        return try FeatureMatrix(
            rows: rows, columns: columns, values: (0..<rows * columns).map { _ in Float(generator.normal()) })
    }
}
