// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct EmbeddingResumeTests {
    @Test("a layout broken off after any epoch ends with equal bits", arguments: [1, 7])
    func goesOn(every: Int) throws {
        let matrix = try noise(rows: 120, columns: 4)
        var settings = UMAP()
        settings.epochs = 30
        let whole = try settings.fit(matrix, seed: 2), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try settings.fit(matrix, seed: 2, context: $0)
        }
        #expect(fitted == whole)
        #expect(breaks >= 4)
        #expect(!interruptions.kept.contains("embedding"))
    }

    @Test("what is due next is found at once as it is step by step")
    func due() {
        var generator = SeededGenerator(seed: 1)
        for number in 0..<2000 {
            let step = number == 0 ? 1 : 1 + 20 * pow(generator.uniform(), 4)
            var due = step
            for epoch in 0..<300 {
                #expect(EmbeddingLayout.due(every: step, after: epoch) == due)
                if due <= Double(epoch + 1) { due += step }
            }
        }
    }
}
