// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Synchronization
import TestSupport
import Testing

@Suite struct SearchResumeTests {
    private let labels = (0..<90).map { $0 % 3 }
    private let groups = (0..<90).map { $0 / 3 }

    /// Something that depends on all it is given, counted.
    private func learn(_ calls: borrowing Mutex<Int>, _ candidate: Int, _ training: [Int], _ test: [Int])
        -> ClassProbabilities
    {
        calls.withLock { $0 += 1 }
        let weight = Float(candidate + training.count % 5 + 1)
        return ClassProbabilities(
            classCount: 3,
            values: test.flatMap { row -> [Float] in
                let first = Float((row * 7 + candidate * 5) % 11) / 11
                return [first, (1 - first) / (1 + weight), (1 - first) * weight / (1 + weight)]
            })
    }

    @Test("a search broken off learns nothing twice and finds the same", arguments: [1, 3], [1, 4])
    func search(eta: Int, every: Int) throws {
        var search = CandidateSearch()
        search.eta = eta
        search.score = .logLoss
        func best(_ calls: borrowing Mutex<Int>, _ context: ExecutionContext) throws -> CandidateSearch.Outcome {
            try search.best(of: 7, labels: labels, groups: groups, classCount: 3, seed: 2, context: context) {
                candidate, training, test, _, _ in learn(calls, candidate, training, test)
            }
        }
        let once = Mutex(0), broken = Mutex(0), interruptions = try Interruptions()
        let whole = try best(once, ExecutionContext())
        let (outcome, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try best(broken, $0) }
        #expect(outcome == whole)
        #expect(breaks >= 5)
        #expect(broken.withLock { $0 } == once.withLock { $0 })
        #expect(interruptions.kept.isEmpty)
    }

    @Test("a learning curve broken off learns nothing twice and is the same", arguments: [1, 4])
    func curve(every: Int) throws {
        func curve(_ calls: borrowing Mutex<Int>, _ context: ExecutionContext) throws -> LearningCurve {
            try LearningCurve(
                shares: [0.25, 0.5, 1], labels: labels, groups: groups, classCount: 3, folds: 4,
                bootstrap: GroupBootstrap(groups: groups, resamples: 100, seed: 1), seed: 2, context: context
            ) { training, test, _, _ in learn(calls, training.count, training, test) }
        }
        let once = Mutex(0), broken = Mutex(0), interruptions = try Interruptions()
        let whole = try curve(once, ExecutionContext())
        let (found, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try curve(broken, $0) }
        #expect(found == whole)
        #expect(breaks >= 2)
        #expect(broken.withLock { $0 } == once.withLock { $0 })
        #expect(interruptions.kept.isEmpty)
    }
}
