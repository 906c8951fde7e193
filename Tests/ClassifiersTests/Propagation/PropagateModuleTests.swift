// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing
import VOTable

@Suite struct PropagateModuleTests {
    private func run(_ dataset: Dataset, _ json: String, threads: Int = 2) throws -> ClassifierRun {
        try PropagateModule().run(on: dataset, json: Data(json.utf8), context: ExecutionContext(threads: threads))
    }

    /// One object in five keeps its labels.
    private func fewLabels() -> (dataset: Dataset, truth: [String?]) {
        var dataset = MadeDataset.make(objects: 90, noise: 0.15)
        let truth = dataset.rows.map(\.label)
        for row in dataset.rows.indices where row / 3 % 5 > 0 { dataset.rows[row].label = nil }
        return (dataset, truth)
    }

    @Test(
        "labels of one object in five spread rightly to the rest",
        arguments: [
            #"{"resamples": 100, "scaling": "none", "differences": 0}"#,
            #"{"resamples": 100, "scaling": "none", "differences": 0, "method": "propagation", "symmetry": "directed"}"#,
            #"{"resamples": 100, "scaling": "none", "differences": 0, "graph": "kernel"}"#,
            #"{"resamples": 100, "scaling": "none", "differences": 0, "graph": "kernel", "method": "propagation", "memory": 0}"#,
        ])
    func spread(_ json: String) throws {
        let (dataset, truth) = fewLabels()
        let run = try run(dataset, json)
        let named = { (name: String) in run.candidates.fields.firstIndex { $0.name == name } }
        let column = try #require(named("class")), judged = try #require(named("judged_by"))
        var right = 0, spread = 0
        for (row, values) in run.candidates.rows.enumerated() where values[judged] == .text("model") {
            spread += 1
            right += values[column] == .text(truth[row] ?? "") ? 1 : 0
        }
        #expect(spread == 216)
        #expect(Double(right) > 0.9 * Double(spread))
        let evaluation = try #require(run.report.evaluation)
        #expect(evaluation.rows == 54 && evaluation.scores.accuracy.value > 0.8)
        #expect(run.model == nil)
        #expect(run.candidates.fields.contains { $0.name == "entropy" })
    }

    @Test("labels of the hidden part do not leak: random labels are not learnt")
    func noLeak() throws {
        var dataset = MadeDataset.make(objects: 90, noise: 0.02)
        var generator = SeededGenerator(seed: 3)
        let labels = (0..<90).map { _ in MadeDataset.classes[generator.index(below: 3)] }
        for row in dataset.rows.indices { dataset.rows[row].label = labels[row / 3] }
        let evaluation = try #require(
            try run(dataset, #"{"resamples": 100, "scaling": "none", "differences": 0}"#).report.evaluation)
        #expect(evaluation.scores.accuracy.value < 0.55)
    }

    @Test("threads do not change a bit")
    func threads() throws {
        let (dataset, _) = fewLabels()
        for graph in ["neighbours", "kernel"] {
            let json = "{\"resamples\": 100, \"graph\": \"\(graph)\"}"
            #expect(try run(dataset, json, threads: 1).candidates == run(dataset, json, threads: 7).candidates)
        }
    }
}
