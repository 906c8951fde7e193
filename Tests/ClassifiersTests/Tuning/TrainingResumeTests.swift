// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import TestSupport
import Testing

/// Trainings that are broken off again and again and go on from what they kept.
@Suite struct TrainingResumeTests {
    private static let cases: [(module: String, flags: [String], every: Int)] = [
        ("forest", ["--trees", "12", "--learning-curve"], 2),
        ("logistic", ["--search", "random", "--search-budget", "3"], 7),
        ("kernel", ["--maximum-rank", "12"], 11),
        ("ensemble", ["--members", "forest,logistic", "--member-settings", #"{"forest": {"trees": 10}}"#], 4),
        ("boosted", ["--rounds", "5"], 1),
        (
            "propagate",
            [
                "--search", "halving", "--search-budget", "5", "--search-space", "neighbours=3,5,9;alpha=0.1,0.5",
                "--learning-curve",
            ], 3
        ),
        ("propagate", ["--graph", "kernel", "--repeats", "2", "--calibrate", "isotonic"], 2),
    ]

    @Test("a training broken off at any kept state gives the tables and the model of an unbroken one", arguments: cases)
    func goesOn(_ one: (module: String, flags: [String], every: Int)) throws {
        var dataset = MadeDataset.make(objects: 24, noise: 0.3)
        for row in dataset.rows.indices.suffix(6) { dataset.rows[row].label = nil }
        let module = try ClassifierModules.named(one.module)
        let json = try module.parameterJSON(
            flags: ["--resamples", "100", "--pixel-bins", "4", "--folds", "3"] + one.flags)
        let interruptions = try Interruptions()
        let whole = try module.run(on: dataset, json: json, context: ExecutionContext(threads: 2))
        let (found, breaks) = try interruptions.runToTheEnd(breakingAfter: one.every) {
            try module.run(on: dataset, json: json, context: $0)
        }
        let run = try #require(found)
        #expect(breaks >= 2)
        #expect(run.candidates == whole.candidates)
        #expect(run.tables == whole.tables)
        #expect(run.model == whole.model)
        #expect(run.report.html == whole.report.html)
        #expect(!interruptions.kept.contains { $0.contains("states/") }, "\(interruptions.kept)")
    }

    @Test("a fold that cannot be read is learnt again, and that is told in one line")
    func damaged() throws {
        let dataset = MadeDataset.make(objects: 20, noise: 0.3)
        let module = try ClassifierModules.named("propagate")
        let json = try module.parameterJSON(flags: ["--resamples", "100", "--folds", "3"])
        let interruptions = try Interruptions()
        let whole = try module.run(on: dataset, json: json, context: ExecutionContext())
        _ = try interruptions.run(breakingAfter: 9) { try module.run(on: dataset, json: json, context: $0) }
        let names = interruptions.kept
        #expect(names.contains("fold-1"))
        for name in names {
            let url = interruptions.url(name)
            try Data(contentsOf: url).dropLast(20).write(to: url)
        }
        let (run, events) = try interruptions.run { try module.run(on: dataset, json: json, context: $0) }
        #expect(run?.candidates == whole.candidates)
        #expect(events.contains(.refused(name: "fold-1", reason: "it cannot be read")))
    }
}
