// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

/// Searches of neighbours that are broken off, and what builds on them.
@Suite struct SearchedResumeTests {
    @Test(
        "an approximate search broken off after any round ends with equal bits, and is not done again",
        arguments: [1, 2])
    func approximate(every: Int) throws {
        let matrix = try noise(rows: 900, columns: 6)
        var search = NeighbourSearch()
        search.count = 6
        search.approximateAbove = 500
        let whole = try search.neighbours(within: matrix), interruptions = try Interruptions()
        #expect(whole.recall != nil)
        let (found, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try search.neighbours(within: matrix, context: $0)
        }
        #expect(found == whole)
        #expect(breaks >= 1)
        let (again, events) = try interruptions.run { try search.neighbours(within: matrix, context: $0) }
        #expect(again == whole)
        #expect(events.count == 1 && interruptions.kept.count == 1, "\(events)")
    }

    @Test("a search among rows with gaps broken off after any part ends with equal bits", arguments: [1, 3])
    func gaps(every: Int) throws {
        var matrix = try noise(rows: 500, columns: 5)
        for place in stride(from: 0, to: 2500, by: 11) { matrix.values[place] = .nan }
        var search = NeighbourSearch()
        search.count = 4
        let whole = try search.neighbours(within: matrix), interruptions = try Interruptions()
        let (found, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try search.neighbours(within: matrix, context: $0)
        }
        #expect(found == whole)
        #expect(breaks >= 1)
        #expect(interruptions.kept.isEmpty)
    }

    @Test("neighbours kept of other rows or damaged are searched again, and neighbours of others stay beside them")
    func stale() throws {
        let matrix = try noise(rows: 300, columns: 5), other = try noise(rows: 300, columns: 5, seed: 9)
        let search = NeighbourSearch(), interruptions = try Interruptions()
        for rows in [matrix, other] { _ = try interruptions.run { try search.neighbours(within: rows, context: $0) } }
        #expect(interruptions.kept.count == 2)
        for name in interruptions.kept {
            let url = interruptions.url(name)
            try Data(contentsOf: url).dropLast(1).write(to: url)
        }
        for rows in [matrix, other] {
            let (found, events) = try interruptions.run { try search.neighbours(within: rows, context: $0) }
            #expect(found == (try search.neighbours(within: rows)))
            guard case .refused(_, "the file is damaged")? = events.first else {
                Issue.record("\(events)")
                continue
            }
        }
    }

    @Test("density clusters broken off while the tree is spanned are those of an unbroken run", arguments: [1, 2])
    func clusters(every: Int) throws {
        // Rows enough for more parts than are done between two looks at the clock.
        let matrix = try noise(rows: 3000, columns: 2)
        let settings = HDBSCAN(minimumClusterSize: 5)
        let whole = try settings.clusters(of: matrix), interruptions = try Interruptions()
        let (found, breaks) = try interruptions.runToTheEnd(breakingAfter: every) {
            try settings.clusters(of: matrix, context: $0)
        }
        #expect(found == whole)
        #expect(breaks >= 1)
        #expect(!interruptions.kept.contains("spanning-tree"))
    }
}
