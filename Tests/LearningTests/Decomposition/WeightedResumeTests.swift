// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct WeightedResumeTests {
    @Test("components of rows with gaps, broken off after any round, end with equal bits", arguments: [1, 6])
    func goesOn(every: Int) throws {
        var matrix = try noise(rows: 80, columns: 9)
        for place in stride(from: 0, to: 720, by: 7) { matrix.values[place] = .nan }
        var settings = PrincipalComponents()
        settings.components = 3
        let whole = try settings.fit(matrix, weights: nil, seed: 5), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try settings.fit(matrix, weights: nil, seed: 5, context: $0)
        }
        #expect(fitted == whole)
        #expect(breaks >= 2)
        #expect(interruptions.kept.isEmpty)
    }
}
