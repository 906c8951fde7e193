// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing
import VOTable

@Suite struct BaselineModulesTests {
    private func run(_ name: String, _ dataset: Dataset, _ json: String, threads: Int = 2) throws -> ClassifierRun {
        try ClassifierModules.named(name).run(
            on: dataset, json: Data(json.utf8), context: ExecutionContext(threads: threads))
    }

    @Test(
        "each baseline tells made lines apart, and its model does the same later",
        arguments: ["centroid", "logistic", "template"])
    func scores(_ name: String) throws {
        let dataset = MadeDataset.make(objects: 45, noise: 0.12)
        let run = try run(name, dataset, #"{"resamples": 100, "scaling": "none"}"#)
        let evaluation = try #require(run.report.evaluation)
        #expect(evaluation.scores.accuracy.value > 0.9)
        #expect(evaluation.majority.accuracy.value < 0.4)
        let model = try #require(run.model)
        let later = try ClassifierModules.named(name).apply(model, to: dataset, context: ExecutionContext())
        let column = try #require(later.candidates.fields.firstIndex { $0.name == "class" })
        let label = try #require(later.candidates.fields.firstIndex { $0.name == "label" })
        #expect(later.candidates.rows.count { $0[column] == $0[label] } > 120)
        #expect(run.report.html.contains("How well it ranks"))
    }

    @Test("threads do not change a bit", arguments: ["centroid", "logistic", "template"])
    func threads(_ name: String) throws {
        let dataset = MadeDataset.make(objects: 24)
        let one = try run(name, dataset, #"{"resamples": 100}"#, threads: 1)
        let seven = try run(name, dataset, #"{"resamples": 100}"#, threads: 7)
        #expect(one.candidates == seven.candidates)
        #expect(one.report.html == seven.report.html)
    }

    @Test("templates leave out masked pixels, weigh by inverse variance, and may be examples")
    func templates() throws {
        var dataset = MadeDataset.make(objects: 30, noise: 0.1)
        var mask = [Bool](repeating: false, count: dataset.flux.count)
        var weights = [Float](repeating: 4, count: dataset.flux.count)
        for row in 0..<dataset.rowCount {
            // A spike of junk, masked; and a wild pixel that its error tells of.
            dataset.flux[row * 96 + 5 + row % 20] = 1e6
            mask[row * 96 + 5 + row % 20] = true
            dataset.flux[row * 96 + 80] = Float(row % 7) * 1000
            weights[row * 96 + 80] = 1e-12
        }
        dataset.mask = mask
        dataset.inverseVariance = weights
        for json in [#"{"resamples": 100}"#, #"{"resamples": 100, "examples": 4, "shift": 2}"#] {
            let evaluation = try #require(try run("template", dataset, json).report.evaluation)
            #expect(evaluation.scores.accuracy.value > 0.9)
        }
        #expect { try run("template", dataset, #"{"shift": 48}"#) } throws: { "\($0)".contains("shift: 48") }
    }
}
