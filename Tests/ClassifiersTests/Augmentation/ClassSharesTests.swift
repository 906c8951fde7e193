// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing

@testable import Classifiers

@Suite struct ClassSharesTests {
    /// Nine objects of class 0, one of class 1 with many spectra, none of class 2.
    private let labels = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    private let groups = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]

    private func shares(_ help: Double) -> ClassShares {
        ClassShares(help: help, labels: labels, groups: groups, classCount: 3)
    }

    @Test("factors are the shares of objects, turned round, to the power of the help")
    func factors() {
        #expect(shares(0).factors == [1, 1, 1])
        #expect(shares(1).factors == [1, 9, 1])
        #expect(abs(shares(0.5).factors[1] - 3) < 1e-12)
    }

    @Test("probabilities are those of Bayes' rule for other shares, and add up to 1")
    func applied() {
        let said = ClassProbabilities(classCount: 3, values: [0.8, 0.2, 0, 1, 0, 0, .nan, .nan, .nan])
        let equal = shares(1).applied(to: said)
        #expect(abs(equal[0, 0] - 0.8 / 2.6) < 1e-6)
        #expect(abs(equal[0, 1] - 1.8 / 2.6) < 1e-6)
        #expect(equal[1] == [1, 0, 0])
        #expect(equal[2].allSatisfy { $0.isNaN })
        #expect(shares(0).applied(to: said).values[..<6] == said.values[..<6])
    }

    @Test("help gives a rare class more of the spectra in doubt, in the cross-validation and through a model's file")
    func model() throws {
        var dataset = MadeDataset.make(objects: 120, noise: 2)
        // Of the objects without line only every eighth stays; the others lose their label.
        for row in dataset.rows.indices where row / 3 % 3 == 2 && row / 9 % 8 != 0 { dataset.rows[row].label = nil }
        func run(_ help: String) throws -> ClassifierRun {
            try ForestModule().run(
                on: dataset,
                parameters: .init(flags: [
                    "--trees", "60", "--resamples", "100", "--pixel-bins", "8", "--rare-classes", help,
                    "--calibrate", "none",
                ]), context: ExecutionContext())
        }
        let plain = try run("0"), helped = try run("1")
        let before = try #require(plain.report.evaluation).confusion
        let after = try #require(helped.report.evaluation).confusion
        #expect(after.predicted(as: 2) > before.predicted(as: 2))
        #expect(after.recall(of: 2) > before.recall(of: 2))
        #expect(plain.model?.classFactors == nil)
        #expect(helped.model?.classFactors == [1, 1, 8])

        let path = NSTemporaryDirectory() + "helped-\(UUID().uuidString).secchi"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(helped.model).write(to: path)
        let told = try Model(contentsOf: path).apply(to: dataset, context: ExecutionContext())
        let unlabelled = dataset.rows.indices.filter { dataset.rows[$0].label == nil }
        #expect(unlabelled.allSatisfy { told.candidates.rows[$0][4] == helped.candidates.rows[$0][4] })
        #expect(
            unlabelled.contains { told.candidates.rows[$0][4] != plain.candidates.rows[$0][4] },
            "the help changes some answers")
    }
}
