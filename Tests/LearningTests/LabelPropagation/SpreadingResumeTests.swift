// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct SpreadingResumeTests {
    @Test(
        "labels broken off on their way arrive with equal bits, along either graph",
        arguments: LabelSpreading.Method.allCases, [1, 4])
    func goesOn(method: LabelSpreading.Method, every: Int) throws {
        let matrix = try noise(rows: 300, columns: 3)
        let labels: [Int?] = (0..<300).map { $0 % 30 == 0 ? $0 / 30 % 3 : nil }
        var search = NeighbourSearch()
        search.count = 5
        let found = try search.neighbours(within: matrix)
        let near = try NeighbourGraph(neighbours: found.numbers, perRow: 5, symmetry: .either)
        let kernel = try KernelGraph(matrix, gamma: 2, memoryLimit: 1 << 30, context: ExecutionContext())
        var spreading = LabelSpreading()
        spreading.method = method
        spreading.alpha = 0.9
        for isKernel in [false, true] {
            func spread(_ context: ExecutionContext) throws -> SpreadLabels {
                isKernel
                    ? try spreading.fit(kernel, labels: labels, classCount: 3, context: context)
                    : try spreading.fit(near, labels: labels, classCount: 3, context: context)
            }
            let whole = try spread(ExecutionContext()), interruptions = try Interruptions()
            let (result, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try spread($0) }
            #expect(result?.values == whole.values)
            #expect(result?.steps == whole.steps)
            #expect(result?.probabilities.values.map(\.bitPattern) == whole.probabilities.values.map(\.bitPattern))
            #expect(breaks >= 2)
            #expect(interruptions.kept.isEmpty)
        }
    }
}
