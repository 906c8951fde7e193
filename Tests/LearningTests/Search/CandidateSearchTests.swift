// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct CandidateSearchTests {
    /// What candidates say: candidate c is right with probability (c + 1) / (n + 1), by the row number.
    private func learn(_ labels: [Int], of count: Int)
        -> @Sendable (Int, [Int], [Int], UInt64, ExecutionContext) -> ClassProbabilities
    {
        { candidate, _, test, _, _ in
            let values: [Float] = test.flatMap { row -> [Float] in
                let isRight = row * 37 % (count + 1) <= candidate
                return (labels[row] == 0) == isRight ? [0.9, 0.1] : [0.1, 0.9]
            }
            return ClassProbabilities(classCount: 2, values: values)
        }
    }

    private let labels = (0..<240).map { $0 % 2 }
    private let groups = (0..<240).map { $0 / 2 }

    private func best(_ search: CandidateSearch, of count: Int, seed: UInt64 = 1) throws -> CandidateSearch.Outcome {
        try search.best(
            of: count, labels: labels, groups: groups, classCount: 2, seed: seed, context: ExecutionContext(),
            learn: learn(labels, of: count))
    }

    @Test(
        "the best candidate is found by every score, and all are listed in order",
        arguments: CandidateSearch.Score.allCases)
    func plain(_ score: CandidateSearch.Score) throws {
        var search = CandidateSearch()
        search.score = score
        let outcome = try best(search, of: 6)
        #expect(outcome.trials.map(\.candidate) == [5, 4, 3, 2, 1, 0])
        #expect(outcome.best == 5)
        #expect(outcome.trials.allSatisfy { $0.scores.count == 3 && $0.share == 1 })
        #expect(try best(search, of: 6) == outcome)
    }

    @Test("of equal candidates the first is best")
    func ties() throws {
        let outcome = try CandidateSearch().best(
            of: 3, labels: labels, groups: groups, classCount: 2, seed: 1, context: ExecutionContext()
        ) { _, _, test, _, _ in ClassProbabilities(classCount: 2, values: test.flatMap { _ in [0.5, 0.5] as [Float] }) }
        #expect(outcome.trials.map(\.candidate) == [0, 1, 2])
    }

    @Test("halving gives few candidates much and many little, inside the training rows")
    func halving() throws {
        var search = CandidateSearch()
        search.eta = 3
        search.leastShare = 0.1
        let labels = labels, groups = groups, answer = learn(labels, of: 9)
        let outcome = try search.best(
            of: 9, labels: labels, groups: groups, classCount: 2, seed: 4, context: ExecutionContext()
        ) { candidate, training, test, seed, context in
            #expect(Set(training).isDisjoint(with: test))
            #expect(Set(training.map { groups[$0] }).isDisjoint(with: test.map { groups[$0] }))
            return answer(candidate, training, test, seed, context)
        }
        #expect(outcome.best == 8)
        #expect(outcome.trials.map(\.round) == [1, 1, 1, 0, 0, 0, 0, 0, 0])
        #expect(outcome.trials[0].share == 1 && abs(outcome.trials[8].share - 1.0 / 3) < 1e-12)
        #expect(Set(outcome.trials.map(\.candidate)).count == 9)
    }

    @Test("grids hold the ends and every combination, random points repeat")
    func space() throws {
        let space = SearchSpace([
            .choices(2), .integers(1...1000, isLogarithmic: true), .numbers(0.5...2, isLogarithmic: false),
        ])
        let grid = try space.grid(steps: 4)
        #expect(grid.count == 32)
        #expect(grid[0] == [0, 1, 0.5] && grid[31] == [1, 1000, 2])
        #expect(Set(grid.map { $0[1] }) == [1, 10, 100, 1000])
        #expect(try SearchSpace([.integers(3...4, isLogarithmic: false)]).grid(steps: 9) == [[3], [4]])
        let drawn = try space.random(50, seed: 3)
        #expect(try space.random(50, seed: 3) == drawn)
        #expect(try Array(space.random(60, seed: 3).prefix(50)) == drawn)
        #expect(try space.random(50, seed: 4) != drawn)
        #expect(drawn.allSatisfy { [0, 1].contains($0[0]) && (1...1000).contains($0[1]) && (0.5...2).contains($0[2]) })
        #expect(drawn.count { $0[1] < 32 } > 15, "even in the logarithm")
        #expect { _ = try SearchSpace([.choices(0)]).grid(steps: 2) } throws: { "\($0)".hasPrefix("LRN008: axis 0") }
        #expect { _ = try SearchSpace([.choices(1000), .choices(1000)]).grid(steps: 2) } throws: {
            "\($0)".hasPrefix("LRN008: grid")
        }
    }

    @Test("smaller shares of a learning curve are inside larger ones, by whole objects, and no test object is in any")
    func nestedShares() throws {
        let labels = labels, groups = groups
        var learntFrom: [[Set<Int>]] = []
        _ = try LearningCurve(
            shares: [0.125, 0.25, 0.5, 1], labels: labels, groups: groups, classCount: 2, folds: 3,
            bootstrap: GroupBootstrap(groups: groups, resamples: 100, seed: 1), seed: 3, context: ExecutionContext()
        ) { training, test, _, _ in
            if learntFrom.last?.count ?? 3 == 3 { learntFrom.append([]) }
            let objects = Set(training.map { groups[$0] })
            #expect(objects.isDisjoint(with: test.map { groups[$0] }))
            #expect(training.count == 2 * objects.count)
            learntFrom[learntFrom.count - 1].append(objects)
            return ClassProbabilities(classCount: 2, values: test.flatMap { _ in [0.5, 0.5] as [Float] })
        }
        #expect(learntFrom.map { $0.map(\.count) } == [[10, 10, 10], [20, 20, 20], [40, 40, 40], [80, 80, 80]])
        for (smaller, larger) in zip(learntFrom, learntFrom.dropFirst()) {
            #expect(zip(smaller, larger).allSatisfy { $0.isSubset(of: $1) })
        }
    }

    @Test("the learning curve of nearest centroids rises with the objects")
    func learningCurve() throws {
        let wine = try Wine()
        let matrix = wine.standardised
        let groups = Array(0..<178)
        func curve() throws -> LearningCurve {
            try LearningCurve(
                shares: [1, 0.04], labels: wine.labels, groups: groups, classCount: 3, folds: 5,
                bootstrap: GroupBootstrap(groups: groups, resamples: 100, seed: 1), seed: 5,
                context: ExecutionContext()
            ) { training, test, seed, context in
                try NearestCentroid().fit(
                    matrix.rows(training), labels: training.map { wine.labels[$0] }, classCount: 3, seed: seed
                ).probabilities(of: matrix.rows(test), context: context)
            }
        }
        let one = try curve()
        #expect(one.points.map(\.share) == [0.04, 1])
        #expect(one.points[1].accuracy.value > 0.94)
        #expect(one.points[0].accuracy.value < one.points[1].accuracy.value)
        #expect(one.points[1].objects == 142.4 && one.points[0].objects < 12)
        #expect(try curve() == one)
    }
}
