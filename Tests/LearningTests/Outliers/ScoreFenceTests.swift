// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct ScoreFenceTests {
    @Test("The fence is three quartile distances above the upper quartile, in logarithms")
    func definition() throws {
        // Quartiles of 0, 1, 2, 3, 4: 1 and 3.
        let fence = try #require(ScoreFence.outer(of: [0, 1, 2, 3, 4].map { exp(Double($0)) }))
        #expect(abs(log(fence) - 9) < 1e-12)
        // Of 0, 1, 2, 3: 0.75 and 2.25.
        let between = try #require(ScoreFence.outer(of: [exp(3), 1, exp(2), exp(1), .nan, -1, 0, .infinity]))
        #expect(abs(log(between) - 6.75) < 1e-12)
        #expect(ScoreFence.outer(of: [1, 2, 3]) == nil)
        #expect(ScoreFence.outer(of: [2, 2, 2, 2, 2]).map { abs($0 - 2) < 1e-12 } == true)
    }

    @Test("Of normal logarithms hardly any lies beyond, whatever their scatter, and a scale moves the fence alike")
    func scatter() throws {
        var generator = SeededGenerator(seed: 4)
        let normals = (0..<20_000).map { _ in generator.normal() }
        for scatter in [0.02, 0.5] {
            let scores = normals.map { exp(scatter * $0) }
            let fence = try #require(ScoreFence.outer(of: scores))
            #expect(scores.count { $0 >= fence } <= 1)
            let doubled = try #require(ScoreFence.outer(of: scores.map { 2 * $0 }))
            #expect(abs(doubled / fence - 2) < 1e-9)
        }
    }
}
