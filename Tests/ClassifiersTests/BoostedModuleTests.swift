// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Parameters
import TestSupport
import Testing

@Suite struct BoostedModuleTests {
    private func run(_ dataset: Dataset, _ flags: String..., threads: Int = 2) throws -> ClassifierRun {
        let parameters = try BoostedModule.Parameters(
            flags: ["--rounds", "15", "--resamples", "200", "--pixel-bins", "4"] + flags)
        return try BoostedModule().run(on: dataset, parameters: parameters, context: ExecutionContext(threads: threads))
    }

    @Test("made lines are told apart, and much better than by the baseline")
    func scores() throws {
        let run = try run(MadeDataset.make())
        let evaluation = try #require(run.report.evaluation)
        #expect(evaluation.scores.accuracy.value > 0.9)
        #expect(evaluation.gain.accuracy.low > 0.4)
        #expect(run.model?.module == "boosted")
        #expect(run.report.html.contains("15 rounds of boosting"))
    }

    @Test("threads do not change a bit, the seed does")
    func determinism() throws {
        let dataset = MadeDataset.make(objects: 24)
        let one = try run(dataset, threads: 1), seven = try run(dataset, threads: 7)
        #expect(one.candidates == seven.candidates)
        #expect(one.model == seven.model)
        #expect(try run(dataset, "--seed", "2").model?.payload != one.model?.payload)
    }

    @Test("a model keeps its judgement through its file")
    func model() throws {
        let dataset = MadeDataset.make(objects: 30), fresh = MadeDataset.make(objects: 12, seed: 9)
        let model = try #require(try run(dataset).model)
        let direct = try model.apply(to: fresh, context: ExecutionContext())
        let folder = try TemporaryFolder()
        let path = folder.appending("model.secchi")
        try model.write(to: path)
        let copy = try Model(contentsOf: path)
        #expect(try copy.apply(to: fresh, context: ExecutionContext()).candidates == direct.candidates)
    }

    @Test("with patience it may stop before the last round, and few objects are no obstacle")
    func patience() throws {
        #expect(try run(MadeDataset.make(objects: 30), "--patience", "2").model != nil)
        #expect(try run(MadeDataset.make(objects: 6), "--patience", "2", "--folds", "2").model != nil)
    }
}
