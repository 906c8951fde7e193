// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation
import Testing

@testable import Learning

/// Expected labels and numbers: hdbscan 0.8 (`algorithm="generic"`) on the same rows, clusters named a, b, ….
@Suite struct HDBSCANTests {
    /// 240 rows of 3: two blobs, a bar and a background, from a linear congruential generator.
    static func rows() throws -> FeatureMatrix {
        var state: UInt64 = 12_345
        func uniform() -> Double {
            state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
            return Double(state) / Double(0x8000_0000 as UInt64)
        }
        let centres: [[Double]] = [[0, 0, 0], [3, 0, 1], [0, 4, 0]]
        let widths: [[Double]] = [[1, 1, 1], [2, 2, 2], [3, 0.5, 0.5]]
        var values: [Float] = []
        for row in 0..<240 {
            for column in 0..<3 {
                let u = uniform(), kind = row % 4
                var value: Double = (u - 0.3) * 8
                if kind < 3 { value = centres[kind][column] + (u - 0.5) * widths[kind][column] }
                values.append(Float(value))
            }
        }
        return try FeatureMatrix(rows: 240, columns: 3, values: values)
    }

    struct Case: Sendable {
        let settings: HDBSCAN
        let labels: String
        let probabilities: [Double], scores: [Double]
        let probabilitySum: Double, scoreSum: Double
    }

    static let cases = [
        Case(
            settings: HDBSCAN(minimumClusterSize: 10),
            labels: "bcaabca.bca.bca.bca.bcabbca.bca.bcabbca.bca.bca.bca.bca.bca.bca.bca.bca.bca.bca."
                + "bca.bca.bca.bca.bcaabca.bca.bca.bca.bcacbca.bca.bca.bca.bca.bca.bca.bca.bcabbca."
                + "bca.bca.bcaabca.bca.bca.bca.bca.bcacbca.bca.bca.bca.bca.bca.bcaabca.bca.bca.bca.",
            probabilities: [
                1.0, 0.893987, 0.940444, 0.33875, 0.904686, 0.899584, 0.940444, 0.0, 1.0, 0.743496, 0.970058, 0.0,
            ],
            scores: [
                0.0, 0.106013, 0.059556, 0.66125, 0.095314, 0.100416, 0.059556, 0.897551, 0.0, 0.256504, 0.029942,
                0.860927,
            ],
            probabilitySum: 154.42036, scoreSum: 79.02302),
        Case(
            settings: HDBSCAN(minimumClusterSize: 8, minimumSamples: 4),
            labels: "cbaacba.cba.cba.cba.cbaccba.cba.cbaccba.cba.cba.cba.cba.cba.cba.cba.cba.cba.cba."
                + "cba.cba.cbaacbaacbaacba.cba.cba.cba.cbabcba.cba.cba.cba.cba.cbabcba.cba.cbaccba."
                + "cba.cba.cbaacba.cba.cbabcba.cba.cbabcba.cba.cba.cba.cba.cbaacbaacba.cba.cba.cba.",
            probabilities: [1.0, 1.0, 1.0, 0.293212, 1.0, 1.0, 1.0, 0.0, 1.0, 0.826482, 0.982045, 0.0],
            scores: [0.0, 0.0, 0.18348, 0.769948, 0.0, 0.0, 0.21541, 0.890447, 0.081546, 0.374377, 0.229497, 0.903265],
            probabilitySum: 171.51717, scoreSum: 81.91667),
        Case(
            settings: HDBSCAN(minimumClusterSize: 100, minimumSamples: 5, allowsSingleCluster: true),
            labels: "aa..aa..aa..aa..aa..aa.aaa..aa..aa.aaa..aa..aa..aa..aa..aa..aa..aa..aa..aa..aa.."
                + "aa..aa..aa..aa..aa..aa..aa..aa..aa..aa.aaa..aa..aa..aa..aa..aa.aaa..aa..aa.aaa.."
                + "aa..aa..aa..aa..aa..aa..aa..aa..aa.aaa..aa..aa..aa..aa..aa..aa..aa..aa..aa..aa..",
            probabilities: [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0],
            scores: [0.0, 0.0, 0.134945, 0.134945, 0.0, 0.0, 0.134945, 0.379526, 0.0, 0.0, 0.134945, 0.413244],
            probabilitySum: 126.0, scoreSum: 29.36571),
    ]

    @Test("Labels, probabilities and outlier scores are those of hdbscan", arguments: cases)
    func reference(expected: Case) throws {
        let found = try expected.settings.clusters(of: Self.rows())
        // Rows as near to two clusters are noise here; there they fall to either.
        var pairs: [String: [Int: Int]] = [:]
        for (label, wanted) in zip(found.labels, expected.labels) {
            pairs[String(wanted), default: [:]][label ?? -1, default: 0] += 1
        }
        #expect(pairs.count == found.sizes.count + 1)
        #expect(pairs.values.reduce(0) { $0 + ($1.values.max() ?? 0) } >= 234)
        for (value, wanted) in zip(found.probabilities, expected.probabilities) { #expect(abs(value - wanted) < 2e-6) }
        for (value, wanted) in zip(found.outlierScores, expected.scores) { #expect(abs(value - wanted) < 2e-6) }
        #expect(abs(found.probabilities.reduce(0, +) - expected.probabilitySum) < 2)
        #expect(abs(found.outlierScores.reduce(0, +) - expected.scoreSum) < 2)
        #expect(found.sizes == found.sizes.indices.map { found.rows(of: $0).count })
    }

    @Test("Equal bits for any number of threads; another order or scale of the rows gives the same clusters")
    func invariance() throws {
        let matrix = try Self.rows()
        let settings = HDBSCAN(minimumClusterSize: 10)
        let one = try settings.clusters(of: matrix, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try settings.clusters(of: matrix, context: ExecutionContext(threads: threads)) == one)
        }
        let order = (0..<240).map { ($0 * 77 + 5) % 240 }
        let mixed = try settings.clusters(of: matrix.rows(order))
        #expect(mixed.sizes == one.sizes)
        // Clusters of equal size may be numbered otherwise.
        let known = one.sizes.indices.map { Set(one.rows(of: $0)) }
        let found = mixed.sizes.indices.map { cluster in Set(mixed.rows(of: cluster).map { order[$0] }) }
        #expect(Set(found) == Set(known))
        var large = matrix
        for place in large.values.indices { large.values[place] *= 1024 }
        #expect(try settings.clusters(of: large).labels == one.labels)
    }

    @Test("The spanning tree is as short as the one of all pairs")
    func spanningTree() throws {
        let matrix = try Self.rows()
        let cores = (0..<240).map { Float($0 % 5) * 0.2 }
        let edges = try SpanningTree.of(matrix, cores: cores, context: ExecutionContext())
        func distance(_ a: Int, _ b: Int) -> Float {
            var sum = 0.0
            for (x, y) in zip(matrix[a], matrix[b]) {
                let difference = Double(x) - Double(y)
                sum += difference * difference
            }
            return max(max(cores[a], cores[b]), Float(sum.squareRoot()))
        }
        // Kruskal over all pairs.
        var pairs: [(Float, Int, Int)] = []
        for a in 0..<240 { for b in 0..<a { pairs.append((distance(a, b), a, b)) } }
        pairs.sort { $0.0 < $1.0 }
        var groups = Array(0..<240)
        var lengths: [Float] = []
        for (length, a, b) in pairs where groups[a] != groups[b] {
            let old = groups[a], new = groups[b]
            for row in 0..<240 where groups[row] == old { groups[row] = new }
            lengths.append(length)
        }
        #expect(edges.map(\.distance).sorted() == lengths)
        for edge in edges { #expect(edge.distance == distance(Int(edge.from), Int(edge.to))) }
    }

    @Test("Odd data: few rows, one row, equal rows, no columns, values that are not finite")
    func oddData() throws {
        let settings = HDBSCAN(minimumClusterSize: 5)
        for rows in [1, 2, 4] {
            let few = try FeatureMatrix(rows: rows, columns: 1, values: (0..<rows).map { Float($0) })
            #expect(try settings.clusters(of: few).labels == [Int?](repeating: nil, count: rows))
        }
        let equal = try FeatureMatrix(rows: 40, columns: 2, values: (0..<80).map { Float($0 / 40) })
        let two = try settings.clusters(of: equal)
        #expect(two.labels == (0..<40).map { $0 / 20 } && two.sizes == [20, 20])
        #expect(two.probabilities.allSatisfy { $0 == 1 } && two.outlierScores.allSatisfy { $0 == 0 })
        var bad = equal
        bad.values[5] = .nan
        #expect(throws: LearningError.notFinite(row: 2, column: 1)) { try settings.clusters(of: bad) }
        let none = try FeatureMatrix(rows: 0, columns: 2, values: [])
        #expect(throws: LearningError.noRows) { try settings.clusters(of: none) }
        #expect(throws: LearningError.self) { try HDBSCAN(minimumClusterSize: 1).clusters(of: equal) }
        #expect(throws: LearningError.self) {
            try HDBSCAN(minimumClusterSize: 5, minimumSamples: 0).clusters(of: equal)
        }
    }

    @Test("A cancelled run stops")
    func cancellation() throws {
        let context = ExecutionContext()
        context.cancellation.cancel()
        #expect(throws: CancellationError.self) { try HDBSCAN().clusters(of: Self.rows(), context: context) }
    }
}
