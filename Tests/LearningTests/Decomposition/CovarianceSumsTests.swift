// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

@Suite struct CovarianceSumsTests {
    private func centred(rows: Int, columns: Int) throws -> CentredRows {
        let matrix = try noise(rows: rows, columns: columns)
        let context = ExecutionContext()
        let mean = try matrix.mean(scale: FixedPointScale(magnitude: 8, count: rows), context: context)
        return CentredRows(
            matrix: matrix, mean: mean, squares: try matrix.squaredDistances(to: mean, context: context).reduce(0, +))
    }

    @Test("the covariance is that of its definition")
    func definition() throws {
        let rows = try centred(rows: 500, columns: 300)
        let covariance = try CovarianceSums(rows, range: 0..<500, context: ExecutionContext()).covariance(rowCount: 500)
        for (one, other) in [(0, 0), (3, 299), (299, 3), (255, 256), (280, 20)] {
            let sum = (0..<500).reduce(0.0) {
                $0 + Double(rows.matrix.values[$1 * 300 + one] - rows.mean[one])
                    * Double(rows.matrix.values[$1 * 300 + other] - rows.mean[other])
            }
            #expect(abs(covariance[one * 300 + other] - sum / 499) < 1e-5)
        }
    }

    @Test("shards of whole chunks of rows add up to the same bits")
    func shards() throws {
        let rows = try centred(rows: 2000, columns: 40)
        let context = ExecutionContext()
        let whole = try CovarianceSums(rows, range: 0..<2000, context: context)
        for shards in [2, 7] {
            let size = (2000 / shards / 240 + 1) * 240
            var parts = try ExecutionContext.ranges(of: 2000, size: size).map {
                try CovarianceSums(rows, range: $0, context: context)
            }
            var sum = parts.removeLast()
            for part in parts { sum.merge(part) }
            #expect(sum == whole)
        }
    }

    @Test("a pass of the Krylov method is the covariance times its vectors, in any shards")
    func pass() throws {
        let rows = try centred(rows: 3000, columns: 70)
        let context = ExecutionContext()
        let block = try noise(rows: 16, columns: 70, seed: 12)
        let product = try rows.covarianceProduct(with: block, context: context)
        let covariance = try CovarianceSums(rows, range: 0..<3000, context: context).covariance(rowCount: 3000)
        for number in [0, 7, 15] {
            for column in [0, 33, 69] {
                let sum = (0..<70).reduce(0.0) {
                    $0 + covariance[column * 70 + $1] * Double(block.values[number * 70 + $1])
                }
                #expect(abs(sum - Double(product[number * 70 + column])) < 1e-3)
            }
        }
        let whole = try rows.productSums(with: block, rows: 0..<3000, context: context)
        var sum = try rows.productSums(with: block, rows: 2016..<3000, context: context)
        for range in [0..<1008, 1008..<2016] {
            let part = try rows.productSums(with: block, rows: range, context: context)
            for place in sum.indices { sum[place] += part[place] }
        }
        #expect(sum == whole)
    }
}
