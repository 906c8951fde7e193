// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct KMeansResumeTests {
    @Test(
        "k-means broken off while it chooses centres, moves them and between starts ends with equal bits",
        arguments: [1, 2, 5])
    func goesOn(every: Int) throws {
        let matrix = try noise(rows: 400, columns: 6)
        var settings = KMeans()
        settings.clusters = 7
        settings.starts = 3
        let whole = try settings.fit(matrix, seed: 3)
        let interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try settings.fit(matrix, seed: 3, context: $0)
        }
        #expect(fitted == whole)
        #expect(breaks > 20 / every)
        #expect(interruptions.kept.isEmpty)
    }

    @Test("clusters kept with other settings, another seed or other rows are not gone on from")
    func stale() throws {
        let matrix = try noise(rows: 200, columns: 4)
        var settings = KMeans()
        settings.clusters = 4
        let interruptions = try Interruptions()
        var other = settings
        other.starts = 5
        for (changed, seed, rows) in [
            (other, UInt64(3), matrix), (settings, 4, matrix),
            (settings, 3, matrix.rows(Array((0..<200).reversed()))),
        ] {
            _ = try interruptions.run(breakingAfter: 8) { try settings.fit(matrix, seed: 3, context: $0) }
            let (fitted, events) = try interruptions.run { try changed.fit(rows, seed: seed, context: $0) }
            #expect(fitted == (try changed.fit(rows, seed: seed)))
            #expect(events.first == .refused(name: "clusters", reason: "it is of other data or settings"))
        }
    }
}
