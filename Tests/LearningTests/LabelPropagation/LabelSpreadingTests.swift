// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct LabelSpreadingTests {
    private func kernel(_ matrix: FeatureMatrix, _ gamma: Double, limit: Int = 1 << 30, threads: Int = 2) throws
        -> KernelGraph
    {
        try KernelGraph(matrix, gamma: gamma, memoryLimit: limit, context: ExecutionContext(threads: threads))
    }

    private func made(rows: Int, classes: Int = 3) throws -> (FeatureMatrix, [Int?]) {
        var generator = SeededGenerator(seed: 5)
        let values: [Float] = (0..<rows * 6).map { place in
            Float(generator.normal() + (place % 6 == (place / 6) % classes ? 4 : 0))
        }
        let matrix = try FeatureMatrix(rows: rows, columns: 6, values: values)
        return (matrix, (0..<rows).map { $0 < 6 * classes ? $0 % classes : nil })
    }

    @Test("spreading and propagation are scikit-learn's", arguments: SpreadReference.all)
    func reference(_ expected: SpreadReference) throws {
        let wine = try Wine()
        var spreading = LabelSpreading()
        spreading.method = expected.method
        spreading.alpha = expected.alpha
        spreading.tolerance = expected.tolerance
        let spread =
            switch expected.graph {
            case .neighbours(let count):
                // scikit-learn counts the row itself.
                try spreading.fit(
                    NeighbourGraph(
                        neighbours: bruteNeighbours(wine.standardised, count - 1), perRow: count - 1),
                    labels: wine.fewLabels, classCount: 3)
            case .kernel(let gamma):
                try spreading.fit(kernel(wine.standardised, gamma), labels: wine.fewLabels, classCount: 3)
            }
        #expect(abs(spread.steps - expected.steps) <= expected.steps / 300)
        #expect(spread.hasConverged)
        let squares = spread.probabilities.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(abs(squares - expected.squares) < 1e-3)
        for (place, row) in SpreadReference.rows.enumerated() {
            for number in 0..<3 {
                let value = Double(spread.probabilities[row, number])
                #expect(abs(value - expected.probabilities[place * 3 + number]) < 2e-5, "row \(row), class \(number)")
            }
        }
    }

    @Test("spreading converges to the closed form (1 − α)(1 − α S)⁻¹ Y")
    func closedForm() throws {
        // Two rows joined with each other: S = [0 1; 1 0], so F = (1 − α) / (1 − α²) · [1 α; α 1].
        let graph = try NeighbourGraph(neighbours: [1, 0], perRow: 1)
        var spreading = LabelSpreading()
        spreading.alpha = 0.5
        spreading.tolerance = 1e-15
        let spread = try spreading.fit(graph, labels: [0, 1], classCount: 2)
        let expected: [Float] = [2 / 3, 1 / 3, 1 / 3, 2 / 3]
        #expect(spread.probabilities.values == expected)
        #expect(spread.values.allSatisfy { abs($0 - 1) < 1e-12 })
        #expect(abs(spread.entropies[0] - 0.9182958340544896) < 1e-7)
    }

    @Test("propagation on a chain is linear between its labelled ends")
    func chain() throws {
        // Each row's mean with its two neighbours and itself: harmonic, hence linear.
        let lists: [Int32] = [1, -1, 0, 2, 1, 3, 2, 4, 3, -1]
        let labels: [Int?] = [0, nil, nil, nil, 1]
        var propagation = LabelSpreading()
        propagation.method = .propagation
        propagation.tolerance = 1e-12
        let spread = try propagation.fit(
            NeighbourGraph(neighbours: lists, perRow: 2), labels: labels, classCount: 2)
        let ends: [Float] = (0..<5).map { spread.probabilities[$0, 1] }
        for (value, wanted) in zip(ends, [0, 0.25, 0.5, 0.75, 1] as [Float]) { #expect(abs(value - wanted) < 1e-6) }
        #expect(spread.entropies[0] == 0)
        #expect(abs(spread.entropies[2] - 1) < 1e-6)
    }

    @Test("rows that no label reaches are not known, and are no class")
    func unreached() throws {
        let graph = try NeighbourGraph(neighbours: [1, 0, 3, 2, 5, 4], perRow: 1)
        for method in LabelSpreading.Method.allCases {
            var spreading = LabelSpreading()
            spreading.method = method
            let spread = try spreading.fit(graph, labels: [0, nil, 1, nil, nil, nil], classCount: 2)
            #expect(spread.probabilities.mostProbable[..<4] == [0, 0, 1, 1])
            #expect(spread.probabilities[4].allSatisfy { $0.isNaN })
            #expect(spread.values[5] == 0 && spread.entropies[5].isNaN)
        }
    }

    @Test("equal bits for 1, 2 and 7 threads, for tiles kept and made anew")
    func threads() throws {
        let (matrix, labels) = try made(rows: 600)
        var generator = SeededGenerator(seed: 8)
        let lists = (0..<20_000 * 4).map { _ in Int32(generator.index(below: 20_000)) }
        let graph = try NeighbourGraph(neighbours: lists, perRow: 4, symmetry: .either)
        let graphLabels = (0..<20_000).map { $0 % 50 == 0 ? $0 / 50 % 3 : nil }
        for method in LabelSpreading.Method.allCases {
            var spreading = LabelSpreading()
            spreading.method = method
            spreading.maximumSteps = 20
            let first = try spreading.fit(
                graph, labels: graphLabels, classCount: 3, context: ExecutionContext(threads: 1))
            let dense = try spreading.fit(
                kernel(matrix, 0.3, threads: 1), labels: labels, classCount: 3, context: ExecutionContext(threads: 1))
            for threads in [2, 7] {
                let context = ExecutionContext(threads: threads)
                let sparse = try spreading.fit(graph, labels: graphLabels, classCount: 3, context: context)
                #expect(sparse == first)
                for limit in [0, 1 << 30] {
                    let other = try kernel(matrix, 0.3, limit: limit, threads: threads)
                    #expect(other.isStored == (limit > 0))
                    let again = try spreading.fit(other, labels: labels, classCount: 3, context: context)
                    #expect(again == dense)
                }
            }
        }
    }

    @Test("many classes and few rows go through the tiles alike")
    func manyClasses() throws {
        let (matrix, _) = try made(rows: 300, classes: 5)
        // Classes 0...2 spread alike whether the matrix is read for 3 classes or for 19.
        let labels = (0..<300).map { $0 < 60 ? $0 % 3 : nil }
        let few = try LabelSpreading().fit(kernel(matrix, 0.2), labels: labels, classCount: 3)
        let many = try LabelSpreading().fit(kernel(matrix, 0.2), labels: labels, classCount: 19)
        for row in 0..<300 {
            #expect(Array(many.probabilities[row].prefix(3)) == Array(few.probabilities[row]))
            #expect(many.probabilities[row].dropFirst(3).allSatisfy { $0 == 0 })
        }
        let high = try LabelSpreading().fit(
            kernel(matrix, 0.2), labels: labels.map { $0.map { $0 + 16 } }, classCount: 19)
        for row in 0..<300 { #expect(Array(high.probabilities[row].suffix(3)) == Array(few.probabilities[row])) }
    }

    @Test("the order of rows does not matter")
    func permutation() throws {
        let (matrix, labels) = try made(rows: 260)
        var generator = SeededGenerator(seed: 3)
        let order = generator.permutation(of: 260)
        let plain = try LabelSpreading().fit(kernel(matrix, 0.3), labels: labels, classCount: 3)
        let mixed = try LabelSpreading().fit(
            kernel(matrix.rows(order), 0.3), labels: order.map { labels[$0] }, classCount: 3)
        for (place, row) in order.enumerated() {
            for number in 0..<3 {
                #expect(abs(mixed.probabilities[place, number] - plain.probabilities[row, number]) < 1e-5)
            }
        }
    }

    @Test("equal rows and constant columns keep the kernel finite")
    func duplicates() throws {
        let matrix = try FeatureMatrix(rows: 6, columns: 2, values: [1, 7, 1, 7, 1, 7, 3, 7, 3, 7, 3, 7])
        let spread = try LabelSpreading().fit(
            kernel(matrix, 2), labels: [0, nil, nil, 1, nil, nil], classCount: 2)
        #expect(spread.probabilities.mostProbable == [0, 0, 0, 1, 1, 1])
    }

    @Test("new rows get the mean of their neighbours' classes, as scikit-learn predicts")
    func newRows() throws {
        let wine = try Wine()
        let matrix = wine.standardised
        let spread = try LabelSpreading().fit(
            NeighbourGraph(neighbours: bruteNeighbours(matrix, 6), perRow: 6), labels: wine.fewLabels, classCount: 3)
        let moved = [0, 1].flatMap { row in matrix[row].map { $0 + 0.1 } }
        let all = try FeatureMatrix(rows: 180, columns: 13, values: moved + matrix.values)
        let lists = bruteNeighbours(all, 9)
        let near: [Int32] = [0, 1].flatMap { (row: Int) -> [Int32] in
            lists[row * 9..<(row + 1) * 9].filter { $0 >= 2 }.prefix(7).map { $0 - 2 }
        }
        let predicted = try spread.probabilities(neighbours: near, perRow: 7)
        let expected: [Float] = [0.9999264, 7.36e-05, 0, 0.959899, 0.040101, 0]
        for (value, wanted) in zip(predicted.values, expected) { #expect(abs(value - wanted) < 1e-5) }
    }

    @Test("what cannot be spread is refused by name")
    func refusals() throws {
        let graph = try NeighbourGraph(neighbours: [1, 0], perRow: 1)
        func message(_ labels: [Int?], _ classes: Int = 2, _ change: (inout LabelSpreading) -> Void = { _ in })
            -> String
        {
            var spreading = LabelSpreading()
            change(&spreading)
            do {
                _ = try spreading.fit(graph, labels: labels, classCount: classes)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message([0, nil]).hasPrefix("LRN004: the labels hold 1 class;"))
        #expect(message([0]).hasPrefix("LRN001: labels"))
        #expect(message([0, 2]).hasPrefix("LRN006: row 1"))
        #expect(message([0, 1]) { $0.alpha = 1 }.hasPrefix("LRN008: alpha: 1.0"))
        #expect(message([0, 1]) { $0.tolerance = .nan }.hasPrefix("LRN008: tolerance"))
        #expect(message([0, 1]) { $0.maximumSteps = 0 }.hasPrefix("LRN008: maximumSteps"))
        #expect { _ = try NeighbourGraph(neighbours: [1, 2], perRow: 1) } throws: {
            "\($0)".hasPrefix("LRN008: neighbour of row 1")
        }
        #expect { _ = try NeighbourGraph(neighbours: [1, 0, 1], perRow: 2) } throws: {
            "\($0)".hasPrefix("LRN001: neighbours")
        }
        let holed = try FeatureMatrix(rows: 2, columns: 2, values: [0, 1, .nan, 2])
        #expect { _ = try kernel(holed, 1) } throws: { "\($0)".hasPrefix("LRN013: row 1, column 0") }
        #expect { _ = try kernel(holed, 0) } throws: { "\($0)".hasPrefix("LRN008: gamma") }
    }

    @Test("cancelled work stops, progress comes to its end")
    func cancellation() throws {
        let token = CancellationToken()
        token.cancel()
        let graph = try NeighbourGraph(neighbours: [1, 0], perRow: 1)
        #expect(throws: CancellationError.self) {
            try LabelSpreading().fit(
                graph, labels: [0, 1], classCount: 2, context: ExecutionContext(cancellation: token))
        }
    }
}
