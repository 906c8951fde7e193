// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Spectra of seven classes as uneven as in a survey, made by `Peers/made_spectra.py`: some to learn, 5,000 to be judged by.
struct MadeSpectra {
    static let classCount = 7
    static let learnt = 20_000
    static let tested = 5_000

    let pixels: Int
    let harness: Harness

    private var path: String { "\(harness.scratch)/spectra-\(Self.learnt + Self.tested)x\(pixels)-1" }

    /// Rows with their classes: those to learn from, and those to be judged by.
    func load() throws -> (learning: (FeatureMatrix, [Int]), test: (FeatureMatrix, [Int])) {
        let rows = Self.learnt + Self.tested
        if !FileManager.default.fileExists(atPath: path + ".u8") {
            try harness.pythonOutput("made_spectra.py", [harness.scratch, "\(rows)", "\(pixels)"])
        }
        let bytes = try Data(contentsOf: URL(filePath: path + ".f32"))
        let values = bytes.withUnsafeBytes { raw in
            (0..<rows * pixels).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
        let labels = try Data(contentsOf: URL(filePath: path + ".u8")).map(Int.init)
        let all = try FeatureMatrix(rows: rows, columns: pixels, values: values)
        func part(_ range: Range<Int>) -> (FeatureMatrix, [Int]) { (all.rows(Array(range)), Array(labels[range])) }
        return (part(0..<Self.learnt), part(Self.learnt..<rows))
    }

    /// What a peer says of itself: accuracy and macro F1 of the tested rows, and the seconds it took.
    func peer(_ name: String, _ task: String = "train") throws -> (accuracy: Double, f1: Double, seconds: Double) {
        let output = try harness.pythonOutput(
            "trees.py", [path, "\(Self.learnt)", "\(Self.tested)", "\(pixels)", name, task])
        let numbers = output.split(separator: "\n").suffix(3).compactMap { Double($0) }
        guard numbers.count == 3 else {
            throw Harness.PeerFailure(description: "trees.py printed no three numbers:\n\(output)")
        }
        return (numbers[0], numbers[1], numbers[2])
    }

    /// Compares the time of learning, and refuses a ratio that was bought with quality.
    ///
    /// - Parameter slack: how much lower than the peer's our macro F1 may be.
    func training<Estimator: ClassificationEstimator>(
        _ estimator: Estimator, task: String, peer name: String, called: String, atLeast: Double, slack: Double
    ) throws -> Comparison {
        let context = ExecutionContext(threads: 2)
        let loaded = OnceLoaded(self)
        let told = Told()
        return Comparison(
            task: "\(task) \(Self.learnt) × \(pixels)", peer: called, atLeast: atLeast,
            ours: {
                let (learning, test) = try loaded.spectra()
                var fitted: Estimator.Fitted?
                let seconds = try harness.time {
                    fitted = try estimator.fit(
                        learning.0, labels: learning.1, classCount: Self.classCount, seed: 1, context: context)
                }
                let predictions = try fitted?.predict(test.0, context: context) ?? []
                let matrix = try ConfusionMatrix(
                    labels: test.1, predictions: predictions, classCount: Self.classCount)
                told.f1 = matrix.macroF1
                print(String(format: "    ours: accuracy %.3f, macro F1 %.3f", matrix.accuracy, matrix.macroF1))
                return seconds
            },
            theirs: {
                let peer = try peer(name)
                print(String(format: "    %@: accuracy %.3f, macro F1 %.3f", called, peer.accuracy, peer.f1))
                guard told.f1 >= peer.f1 - slack else {
                    throw Harness.PeerFailure(description: "our macro F1, \(told.f1), is below \(called)'s, \(peer.f1)")
                }
                return peer.seconds
            })
    }
}

/// The spectra, loaded when they are first asked for, not for tasks that are left out.
final class OnceLoaded {
    private let made: MadeSpectra
    private var kept: (learning: (FeatureMatrix, [Int]), test: (FeatureMatrix, [Int]))?

    init(_ made: MadeSpectra) { self.made = made }

    func spectra() throws -> (learning: (FeatureMatrix, [Int]), test: (FeatureMatrix, [Int])) {
        let spectra = try kept ?? made.load()
        kept = spectra
        return spectra
    }
}

/// Our macro F1 of the last run.
private final class Told {
    var f1 = 0.0
}
