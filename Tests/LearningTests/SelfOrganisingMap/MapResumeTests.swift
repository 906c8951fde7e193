// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct MapResumeTests {
    private func settings(_ training: SelfOrganisingMap.Training) -> SelfOrganisingMap {
        var settings = SelfOrganisingMap()
        settings.width = 5
        settings.height = 4
        settings.epochs = 6
        settings.training = training
        return settings
    }

    @Test(
        "a map broken off again and again, online ones in the middle of an epoch, has the units of an unbroken one",
        arguments: SelfOrganisingMap.Training.allCases, [1, 2])
    func goesOn(training: SelfOrganisingMap.Training, every: Int) throws {
        let matrix = try noise(rows: 150, columns: 5)
        let whole = try settings(training).fit(matrix, seed: 9)
        let interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every + 1) {
            try settings(training).fit(matrix, seed: 9, context: $0)
        }
        #expect(fitted == whole)
        #expect(breaks >= 2)
        #expect(interruptions.kept.isEmpty)
    }

    @Test("a map kept of other rows, or damaged, is not gone on from")
    func stale() throws {
        let matrix = try noise(rows: 150, columns: 5)
        let whole = try settings(.batch).fit(matrix, seed: 9)
        let interruptions = try Interruptions()
        _ = try interruptions.run(breakingAfter: 3) {
            try settings(.batch).fit(matrix.rows(Array(1..<150)), seed: 9, context: $0)
        }
        let other = try interruptions.run(breakingAfter: 3) { try settings(.batch).fit(matrix, seed: 9, context: $0) }
        #expect(other.events.first == .refused(name: "map", reason: "it is of other data or settings"))
        let url = interruptions.url("map")
        try Data(contentsOf: url).dropLast(5).write(to: url)
        let (fitted, events) = try interruptions.run { try settings(.batch).fit(matrix, seed: 9, context: $0) }
        #expect(events.first == .refused(name: "map", reason: "the file is damaged"))
        #expect(fitted == whole)
    }
}
