// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Synchronization
import Testing

/// What every estimator must do, whatever it learns: call it from one test per estimator.
///
/// - Parameter isRandom: whether its fit depends on the seed.
func checkEstimator(_ estimator: some ClassificationEstimator, isRandom: Bool = true) throws {
    try checkThreads(estimator, isRandom: isRandom)
    try checkRoundTrip(estimator)
    try checkOddData(estimator)
    try checkRefusals(estimator)
    try checkProgressAndCancellation(estimator)
}

private func blobs(rows: Int = 240) throws -> (FeatureMatrix, [Int]) {
    var generator = SeededGenerator(seed: 11)
    let labels = (0..<rows).map { $0 % 3 }
    let values = labels.flatMap { label in
        (0..<8).map { column in Float(generator.normal()) + (column == label ? 3 : 0) }
    }
    return (try FeatureMatrix(rows: rows, columns: 8, values: values), labels)
}

private func checkThreads(_ estimator: some ClassificationEstimator, isRandom: Bool) throws {
    let (matrix, labels) = try blobs()
    func run(_ threads: Int, seed: UInt64) throws -> ([Float], Data) {
        let context = ExecutionContext(threads: threads)
        let fitted = try estimator.fit(matrix, labels: labels, classCount: 3, seed: seed, context: context)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try fitted.probabilities(of: matrix, context: context).values, try encoder.encode(fitted))
    }
    let one = try run(1, seed: 5)
    for threads in [2, 7] {
        let other = try run(threads, seed: 5)
        #expect(other.0 == one.0, "equal bits for 1 and \(threads) threads")
        #expect(other.1 == one.1, "equal fitted values for 1 and \(threads) threads")
    }
    let otherSeed = try run(2, seed: 6).1
    #expect((otherSeed != one.1) == isRandom, "another seed gives another fit if anything is random")
}

private func checkRoundTrip<Estimator: ClassificationEstimator>(_ estimator: Estimator) throws {
    let (matrix, labels) = try blobs()
    let settings = try JSONDecoder().decode(Estimator.self, from: JSONEncoder().encode(estimator))
    #expect(settings == estimator)
    let fitted = try estimator.fit(matrix, labels: labels, classCount: 3, seed: 1)
    let copy = try JSONDecoder().decode(Estimator.Fitted.self, from: JSONEncoder().encode(fitted))
    let context = ExecutionContext()
    #expect(
        try copy.probabilities(of: matrix, context: context) == fitted.probabilities(of: matrix, context: context))
    #expect(copy.classCount == 3)
    #expect(copy.columnCount == 8)
    let right = zip(try fitted.predict(matrix), labels).count { $0 == $1 }
    #expect(right > 220, "well separated classes are learnt")
}

private func checkOddData(_ estimator: some ClassificationEstimator) throws {
    var (matrix, labels) = try blobs()
    for row in 0..<matrix.rowCount { matrix.values[row * 8 + 5] = 7 }
    let fitted = try estimator.fit(matrix, labels: labels, classCount: 3, seed: 1)
    let one = try fitted.probabilities(of: matrix.rows([17]), context: ExecutionContext())
    let all = try fitted.probabilities(of: matrix, context: ExecutionContext())
    #expect(one[0] == all[17], "a row alone is judged as among others")
    #expect(all.values.allSatisfy { $0 >= 0 && $0 <= 1.0001 })
    #expect((0..<all.rowCount).allSatisfy { abs(all[$0].reduce(0, +) - 1) < 1e-4 })
    let none = try fitted.probabilities(of: matrix.rows([]), context: ExecutionContext())
    #expect(none.rowCount == 0)
    let absent = try estimator.fit(matrix, labels: labels, classCount: 5, seed: 1).predict(matrix)
    #expect(absent.allSatisfy { $0 < 3 }, "a class without rows is never predicted")
}

private func checkRefusals(_ estimator: some ClassificationEstimator) throws {
    let (matrix, labels) = try blobs()
    func message(_ matrix: FeatureMatrix, _ labels: [Int], _ classes: Int, weights: [Double]? = nil) -> String {
        do {
            _ = try estimator.fit(
                matrix, labels: labels, classCount: classes, weights: weights, seed: 1, context: ExecutionContext())
            return "accepted"
        } catch { return "\(error)" }
    }
    #expect(message(matrix.rows([]), [], 3).hasPrefix("LRN002"))
    #expect(message(matrix, labels.dropLast(), 3).hasPrefix("LRN001: labels: there are 239 values where 240"))
    #expect(message(matrix, labels, 2).hasPrefix("LRN006: row 2: class number 2 is not in 0..<2"))
    #expect(message(matrix, labels.map { _ in 1 }, 3).hasPrefix("LRN004: the labels hold 1 class;"))
    #expect(message(matrix, labels, 3, weights: labels.map { _ in -1 }).hasPrefix("LRN007: row 0"))
    #expect(message(matrix, labels, 3, weights: [1]).hasPrefix("LRN001: weights"))
    let fitted = try estimator.fit(matrix, labels: labels, classCount: 3, seed: 1)
    let narrow = try FeatureMatrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
    #expect { try fitted.predict(narrow) } throws: { "\($0)".hasPrefix("LRN009: the rows have 3 columns") }
}

private func checkProgressAndCancellation(_ estimator: some ClassificationEstimator) throws {
    let (matrix, labels) = try blobs()
    let updates = Mutex<[ProgressUpdate]>([])
    let reporter = ProgressReporter { update in updates.withLock { $0.append(update) } }
    _ = try estimator.fit(
        matrix, labels: labels, classCount: 3, seed: 1, context: ExecutionContext(threads: 1, progress: reporter))
    let last = updates.withLock { $0.last }
    #expect(last != nil && last?.completed == last?.total)

    let token = CancellationToken()
    token.cancel()
    #expect(throws: CancellationError.self) {
        try estimator.fit(
            matrix, labels: labels, classCount: 3, seed: 1, context: ExecutionContext(cancellation: token))
    }
}
