// SPDX-License-Identifier: Apache-2.0

import Boosting
import Execution
import Foundation
import Learning
import Synchronization
import Testing

@Suite struct BoostedTreesTests {
    /// Three classes in eight columns of noise; each is told by two columns together.
    private static func blobs(rows: Int = 300, seed: UInt64 = 11) throws -> (FeatureMatrix, [Int]) {
        var generator = SeededGenerator(seed: seed)
        let labels = (0..<rows).map { $0 % 3 }
        let values = labels.flatMap { label in
            (0..<8).map { column in Float(generator.normal()) + (column == label || column == label + 3 ? 2.5 : 0) }
        }
        return (try FeatureMatrix(rows: rows, columns: 8, values: values), labels)
    }

    private var small: BoostedTrees {
        var boosted = BoostedTrees()
        boosted.rounds = 20
        boosted.maximumDepth = 3
        boosted.rowShare = 0.8
        boosted.columnShare = 0.5
        return boosted
    }

    private func accuracy(_ fitted: FittedBoosting, _ matrix: FeatureMatrix, _ labels: [Int]) throws -> Double {
        let right = zip(try fitted.predict(matrix), labels).count { $0 == $1 }
        return Double(right) / Double(labels.count)
    }

    @Test("classes are learnt, and the columns that tell them are the important ones")
    func learning() throws {
        let (matrix, labels) = try Self.blobs()
        let (others, truth) = try Self.blobs(seed: 12)
        let fitted = try small.fit(matrix, labels: labels, classCount: 3, seed: 1)
        #expect(try accuracy(fitted, others, truth) > 0.95)
        #expect(abs(fitted.importance.reduce(0, +) - 1) < 1e-6)
        #expect(fitted.importance[6] + fitted.importance[7] < 0.1)
        let probabilities = try fitted.probabilities(of: others)
        #expect((0..<300).allSatisfy { abs(probabilities[$0].reduce(0, +) - 1) < 1e-5 })
    }

    @Test("equal seeds give equal bits for any number of threads, others do not")
    func bits() throws {
        let (matrix, labels) = try Self.blobs(rows: 5000)
        func bytes(_ threads: Int, seed: UInt64) throws -> Data {
            try small.fit(
                matrix, labels: labels, classCount: 3, seed: seed, context: ExecutionContext(threads: threads)
            ).bytes
        }
        let one = try bytes(1, seed: 5)
        #expect(try bytes(2, seed: 5) == one)
        #expect(try bytes(7, seed: 5) == one)
        #expect(try bytes(2, seed: 6) != one)
    }

    @Test("settings and trees survive being stored")
    func storing() throws {
        let (matrix, labels) = try Self.blobs()
        let settings = try JSONDecoder().decode(BoostedTrees.self, from: JSONEncoder().encode(small))
        #expect(settings == small)
        let fitted = try small.fit(matrix, labels: labels, classCount: 3, seed: 1)
        let copy = try JSONDecoder().decode(FittedBoosting.self, from: JSONEncoder().encode(fitted))
        #expect(copy == fitted)
        #expect(try copy.probabilities(of: matrix) == fitted.probabilities(of: matrix))
    }

    @Test("shorter and changed bytes are refused, none crashes")
    func damage() throws {
        let (matrix, labels) = try Self.blobs(rows: 30)
        let bytes = try small.fit(matrix, labels: labels, classCount: 3, seed: 1).bytes
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect { try FittedBoosting(bytes: bytes.prefix(count)) } throws: { "\($0)".hasPrefix("BST002") }
        }
        for place in stride(from: 0, to: bytes.count, by: 101) {
            var changed = bytes
            changed[place] ^= 0x10
            #expect { try FittedBoosting(bytes: changed) } throws: { "\($0)".hasPrefix("BST002") }
        }
    }

    @Test("a row alone is judged as among others, no row gives none, a class without rows is never predicted")
    func oddRows() throws {
        let (matrix, labels) = try Self.blobs()
        let fitted = try small.fit(matrix, labels: labels.map { $0 + 1 }, classCount: 5, seed: 1)
        let all = try fitted.probabilities(of: matrix)
        let one = try fitted.probabilities(of: matrix.rows([17]))
        #expect(one[0] == all[17])
        #expect((0..<300).allSatisfy { all[$0, 0] == 0 && all[$0, 4] == 0 })
        #expect(try fitted.probabilities(of: matrix.rows([])).rowCount == 0)
    }

    @Test("NaN is learnt from, infinities are great numbers, equal columns tell the class frequencies")
    func oddValues() throws {
        let labels = (0..<200).map { $0 % 2 }
        let missing = try FeatureMatrix(rows: 200, columns: 1, values: labels.map { $0 == 0 ? .nan : 1 })
        #expect(try small.fit(missing, labels: labels, classCount: 2, seed: 1).predict(missing) == labels)
        let infinite = try FeatureMatrix(
            rows: 200, columns: 1, values: labels.map { $0 == 0 ? -.infinity : .infinity })
        #expect(try small.fit(infinite, labels: labels, classCount: 2, seed: 1).predict(infinite) == labels)
        let equal = try FeatureMatrix(rows: 200, columns: 2, values: [Float](repeating: 3, count: 400))
        let quarter = (0..<200).map { $0 % 4 == 0 ? 1 : 0 }
        var whole = small
        whole.rowShare = 1
        let told = try whole.fit(equal, labels: quarter, classCount: 2, seed: 1).probabilities(of: equal)
        #expect(abs(told[0, 1] - 0.25) < 1e-3)
    }

    @Test("growing stops when objects set aside are no longer told better, and keeps the best rounds")
    func earlyStopping() throws {
        var generator = SeededGenerator(seed: 3)
        let labels = (0..<400).map { _ in generator.index(below: 2) }
        let noise = try FeatureMatrix(rows: 400, columns: 5, values: (0..<2000).map { _ in Float(generator.normal()) })
        var boosted = BoostedTrees()
        boosted.rounds = 200
        boosted.earlyStopping = .init(patience: 5, folds: 4)
        let groups = labels.indices.map { $0 / 4 }
        let fitted = try boosted.fit(noise, labels: labels, classCount: 2, groups: groups, seed: 1)
        #expect(fitted.rounds < 30, "noise cannot be learnt for long")
        boosted.earlyStopping = nil
        #expect(try boosted.fit(noise, labels: labels, classCount: 2, groups: groups, seed: 1).rounds == 200)
    }

    @Test("balanced classes are found more often, rows of weight 0 are not there")
    func weights() throws {
        var generator = SeededGenerator(seed: 4)
        let labels = (0..<600).map { $0 < 60 ? 1 : 0 }
        let matrix = try FeatureMatrix(
            rows: 600, columns: 1, values: labels.map { Float($0) * 1.2 + Float(generator.normal()) })
        var boosted = small
        let equal = try boosted.fit(matrix, labels: labels, classCount: 2, seed: 1).predict(matrix).count { $0 == 1 }
        boosted.balancesClasses = true
        let balanced = try boosted.fit(matrix, labels: labels, classCount: 2, seed: 1).predict(matrix).count { $0 == 1 }
        #expect(equal < balanced)
        let half = labels.indices.map { Double($0 % 2) }
        let weighted = try small.fit(
            matrix, labels: labels, classCount: 2, weights: half, seed: 1, context: ExecutionContext())
        let kept = labels.indices.filter { $0 % 2 == 1 }
        let chosen = try small.fit(matrix.rows(kept), labels: kept.map { labels[$0] }, classCount: 2, seed: 1)
        #expect(weighted == chosen)
    }

    @Test("what cannot be learnt from is refused by name")
    func refusals() throws {
        let (matrix, labels) = try Self.blobs()
        func message(_ labels: [Int], groups: [Int]? = nil, _ change: (inout BoostedTrees) -> Void = { _ in }) -> String
        {
            var boosted = small
            change(&boosted)
            do {
                _ = try boosted.fit(matrix, labels: labels, classCount: 3, groups: groups, seed: 1)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message(labels.dropLast()).hasPrefix("LRN001: labels"))
        #expect(message(labels.map { _ in 1 }).hasPrefix("LRN004"))
        #expect(message(labels, groups: [1]).hasPrefix("LRN001: groups"))
        #expect(message(labels) { $0.rounds = 0 } == "LRN008: rounds: 0 is not allowed; give 1 to 100000")
        #expect(message(labels) { $0.learningRate = 0 }.hasPrefix("LRN008: learningRate"))
        #expect(message(labels) { $0.columnShare = .nan }.hasPrefix("LRN008: columnShare"))
        #expect(message(labels) { $0.earlyStopping = .init(patience: 0, folds: 3) }.hasPrefix("LRN008: patience"))
        let fitted = try small.fit(matrix, labels: labels, classCount: 3, seed: 1)
        let narrow = try FeatureMatrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        #expect { try fitted.predict(narrow) } throws: { "\($0)".hasPrefix("LRN009") }
    }

    @Test("every round is reported, and a wish to stop is heard between rounds")
    func progress() throws {
        let (matrix, labels) = try Self.blobs()
        let updates = Mutex<[Int]>([])
        let token = CancellationToken()
        let reporter = ProgressReporter { update in
            updates.withLock { $0.append(update.completed) }
            if update.completed == 7 { token.cancel() }
        }
        #expect(throws: CancellationError.self) {
            try small.fit(
                matrix, labels: labels, classCount: 3, seed: 1,
                context: ExecutionContext(progress: reporter, cancellation: token))
        }
        #expect(updates.withLock { $0 } == Array(1...7))
    }
}
