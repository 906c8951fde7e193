// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct HalfRowsTests {
    /// Six strong directions in noise.
    private func matrix(rows: Int, columns: Int) throws -> FeatureMatrix {
        let parts = try ExecutionContext(threads: 2).mapParts(rows) { row in
            var generator = SeededGenerator(seed: 8, part: UInt64(row))
            let weights = (0..<6).map { Float(generator.normal() * 9 / Double($0 + 1)) }
            return (0..<columns).map { column -> Float in
                var value = Float(5 + 0.3 * generator.normal())
                for (number, weight) in weights.enumerated() {
                    value += weight * sin(Float(column * (number + 2)) * 0.013) * 0.1
                }
                return value
            }
        }
        return try FeatureMatrix(rows: rows, columns: columns, values: parts.flatMap { $0 })
    }

    @Test(
        "a pass over small whole numbers is exact", .enabled(if: HalfRows.isAvailable),
        arguments: [(50, 70), (48, 64), (1, 1)])
    func exact(rows: Int, columns: Int) throws {
        var generator = SeededGenerator(seed: 2, part: 0)
        func small() -> Float { Float(generator.index(below: 3)) - 1 }
        let x = try FeatureMatrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in 10 + small() })
        let width = Int(SECCHI_KRYLOV_COLUMNS)
        let q = (0..<columns * width).map { _ in small() }
        let half = try HalfRows(
            x, mean: [Float](repeating: 10, count: columns), context: ExecutionContext(threads: 2))
        var products = [Float](repeating: 0, count: columns * width)
        half.pass(0..<rows, columns: columns, directions: q, products: &products)
        for number in 0..<width {
            let y = (0..<rows).map { row in
                (0..<columns).reduce(Float(0)) { $0 + (x.values[row * columns + $1] - 10) * q[$1 * width + number] }
            }
            for column in 0..<columns {
                let expected = (0..<rows).reduce(Float(0)) { $0 + (x.values[$1 * columns + column] - 10) * y[$1] }
                #expect(products[column * width + number] == expected)
            }
        }
    }

    @Test("components found through bfloat16 explain what the exact ones do, and say so truly")
    func explained() throws {
        let matrix = try matrix(rows: 1800, columns: 600)
        var settings = PrincipalComponents()
        settings.components = 12
        settings.method = .exact
        let exact = try settings.fit(matrix, seed: 1)
        settings.method = .krylov
        let found = try settings.fit(matrix, seed: 1, context: ExecutionContext(threads: 1))
        let all = exact.explainedRatios.reduce(0, +)
        #expect(abs(found.explainedRatios.reduce(0, +) - all) < 1e-4)
        for number in 0..<6 {
            #expect(abs(found.variances[number] / exact.variances[number] - 1) < 1e-4)
        }
        let scores = try found.transform(matrix)
        for number in 0..<12 {
            let column = (0..<1800).map { Double(scores[$0][$0 * 12 + number]) }
            let variance = column.reduce(0) { $0 + $1 * $1 } / 1799
            #expect(abs(variance / found.variances[number] - 1) < 1e-4)
        }
        for threads in [2, 7] {
            #expect(try settings.fit(matrix, seed: 1, context: ExecutionContext(threads: threads)) == found)
        }
    }

    @Test("shards of whole parts add up to the same bits", .enabled(if: HalfRows.isAvailable))
    func shards() throws {
        let matrix = try matrix(rows: 7056, columns: 40), context = ExecutionContext(threads: 2)
        let mean = [Float](repeating: 5, count: 40)
        var rows = CentredRows(matrix: matrix, mean: mean, squares: 7056 * 40 * 25)
        rows.half = try HalfRows(matrix, mean: mean, context: context)
        let block = try FeatureMatrix(rows: 3, columns: 40, values: (0..<120).map { Float($0 % 7) - 3 })
        let whole = try rows.productSums(with: block, rows: 0..<7056, context: context)
        for bounds in [[0, 3024, 7056], [0, 1008, 2016, 3024, 4032, 5040, 6048, 7056]] {
            var sums = [Int64](repeating: 0, count: whole.count)
            for (from, to) in zip(bounds, bounds.dropFirst()) {
                let part = try rows.productSums(with: block, rows: from..<to, context: context)
                for place in sums.indices { sums[place] += part[place] }
            }
            #expect(sums == whole)
        }
    }
}
