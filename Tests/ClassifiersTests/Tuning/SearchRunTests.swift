// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Synchronization
import Testing
import VOTable

@testable import Classifiers

@Suite struct SearchRunTests {
    private func run(
        _ name: String, _ dataset: Dataset, _ flags: [String], context: ExecutionContext = ExecutionContext(threads: 2)
    ) throws -> ClassifierRun {
        let module = try ClassifierModules.named(name)
        return try module.run(
            on: dataset, json: module.parameterJSON(flags: ["--resamples", "100", "--pixel-bins", "4"] + flags),
            context: context)
    }

    private func parameters(_ run: ClassifierRun) throws -> [String: Any] {
        let model = try #require(run.model)
        return try #require(JSONSerialization.jsonObject(with: model.parameters) as? [String: Any])
    }

    @Test(
        "every way of searching keeps what it finds in the model, and says so in the report",
        arguments: ["grid", "random", "halving"])
    func kinds(search: String) throws {
        // With one step the borders stay where they begin: any search must leave the given settings behind.
        let flags = [
            "--search", search, "--search-budget", "6", "--steps", "1", "--inverse-penalty", "1e-9", "--folds", "3",
            "--search-space", "steps=50,100;inverse-penalty=0.1..10",
        ]
        let run = try run("logistic", MadeDataset.make(objects: 30, noise: 0.5), flags)
        let kept = try parameters(run)
        #expect([50, 100].contains(kept["steps"] as? Int))
        #expect((0.1...10).contains(kept["inversePenalty"] as? Double ?? 0))
        #expect(kept["search"] as? String == "none")
        #expect(run.report.parameters.contains("\"search\":\"\(search)\""), "the job itself searches again")
        let table = try #require(run.tables.first { $0.name == "search" })
        #expect(table.rows.count > 4)
        #expect(table.rows.count { $0.last == .text("given") } == 1)
        let best = try #require(table.rows.first)
        let penalty = try #require(kept["inversePenalty"] as? Double)
        #expect(best.prefix(2) == [.text("\(kept["steps"] ?? "")"), .text("\(penalty)")])
        let folds = table.rows.map { row -> Int in
            if case .integer(let count) = row[6] { Int(count) } else { -99 }
        }
        #expect(folds.reduce(0, +) == 3, "each fold chose one")
        #expect(run.report.html.contains("Which settings are best"))
        #expect(run.plots.contains { $0.name == "search" })
        // What is kept can be trained again without a search, and gives the same model.
        var again = kept
        again["search"] = "none"
        let repeated = try ClassifierModules.named("logistic").run(
            on: MadeDataset.make(objects: 30, noise: 0.5),
            json: JSONSerialization.data(withJSONObject: again), context: ExecutionContext())
        #expect(repeated.model?.payload == run.model?.payload)
    }

    @Test(
        "each module that learns classes searches its own space, and applies what it kept",
        arguments: ["forest", "boosted", "kernel", "ensemble", "centroid", "template"])
    func modules(name: String) throws {
        let small = [
            "forest": "featureShare=0.1..0.5;thresholds=random,best", "boosted": "rounds=5,20",
            "kernel": "sharpness=0.1..3", "ensemble": "members=centroid|kernel|centroid,logistic",
            "centroid": "columnScaling=standard,none;differences=0,1,2", "template": "examples=0,3",
        ]
        let dataset = MadeDataset.make(objects: 24)
        var flags = ["--search", "grid", "--search-budget", "6", "--folds", "2", "--search-folds", "2"]
        flags += ["--search-space", small[name] ?? ""]
        if name == "forest" { flags += ["--trees", "20"] }
        let run = try run(name, dataset, flags)
        #expect(try #require(run.report.evaluation).scores.accuracy.value > 0.8)
        let later = try #require(run.model).apply(to: dataset, context: ExecutionContext())
        #expect(later.candidates.rows.count == dataset.rowCount)
    }

    @Test("the scores are of folds whose search has not seen them: labels at random are not learnt")
    func honest() throws {
        var dataset = MadeDataset.make(objects: 60, noise: 0.05)
        var generator = SeededGenerator(seed: 5)
        let labels = (0..<60).map { _ in MadeDataset.classes[generator.index(below: 2)] }
        for row in dataset.rows.indices { dataset.rows[row].label = labels[row / 3] }
        let run = try run(
            "kernel", dataset,
            ["--search", "random", "--search-budget", "12", "--search-score", "accuracy", "--vote", "object"])
        let outer = try #require(run.report.evaluation).scores.accuracy.value
        #expect(outer < 0.66)
        let table = try #require(run.tables.first { $0.name == "search" })
        guard case .real(let inner) = table.rows[0][2] else { return #expect(Bool(false)) }
        #expect(inner.isFinite)
    }

    @Test("threads do not change a bit of it, the seed does")
    func determinism() throws {
        let dataset = MadeDataset.make(objects: 24, noise: 0.6)
        let flags = ["--search", "halving", "--search-budget", "9", "--folds", "3", "--learning-curve"]
        let one = try run("kernel", dataset, flags, context: ExecutionContext(threads: 1))
        let seven = try run("kernel", dataset, flags, context: ExecutionContext(threads: 7))
        #expect(one.model == seven.model)
        #expect(one.tables == seven.tables)
        #expect(one.report.html == seven.report.html)
        #expect(try run("kernel", dataset, flags + ["--seed", "2"]).tables != one.tables)
    }

    @Test("a search tells how far it is, and stops when asked to")
    func cancellation() throws {
        let stages = Mutex<[String]>([])
        let token = CancellationToken()
        let context = ExecutionContext(
            threads: 2,
            progress: ProgressReporter { update in
                stages.withLock { $0.append(update.stage) }
                if update.stage.contains("searching"), update.completed == 2 { token.cancel() }
            }, cancellation: token)
        #expect(throws: CancellationError.self) {
            try run("kernel", MadeDataset.make(objects: 24), ["--search", "random"], context: context)
        }
        #expect(stages.withLock { $0.contains("fold 1: searching, round 1 of 1") })
        #expect(stages.withLock { $0.allSatisfy { !$0.hasPrefix("fold 2") } })
    }

    @Test("what cannot be searched is refused before anything is learnt")
    func refusals() throws {
        let dataset = MadeDataset.make(objects: 6)
        for space in ["seed=1,2", "folds=3,5", "trees=10,-1", "balance=spectra,planets", "search=none"] {
            #expect(throws: ParameterError.self) {
                try run("forest", dataset, ["--search", "grid", "--search-space", space])
            }
        }
        #expect(throws: ParameterError.self) {
            try run("template", dataset, ["--search", "grid", "--search-space", "shift=2,90"])
        }
    }

    @Test(
        "two objects of each class are enough to search, draw a curve and calibrate", arguments: ["none", "isotonic"])
    func tiny(calibrate: String) throws {
        var dataset = MadeDataset.make(objects: 6)
        // A class of one object: some training folds know one class alone.
        for row in dataset.rows.indices { dataset.rows[row].label = row < 3 ? "rare" : "common" }
        for objects in ["1", "2"] {
            let flags = [
                "--search", "halving", "--learning-curve", "--calibrate", calibrate, "--minimum-objects", objects,
            ]
            if objects == "2" {
                #expect(throws: ClassifierError.self) { try self.run("centroid", dataset, flags) }
                for row in 3..<6 { dataset.rows[row].label = "rare" }
            }
            let run = try self.run("centroid", dataset, flags)
            #expect(run.candidates.rows.count == 18)
            #expect(run.tables.map(\.name) == ["scores", "predictions", "search", "learning-curve"])
        }
    }

    @Test("the learning curve rises with the spectra, and ends with the scores of the folds' size")
    func learningCurve() throws {
        let run = try run("kernel", MadeDataset.make(objects: 60, noise: 1.5), ["--learning-curve"])
        let table = try #require(run.tables.first { $0.name == "learning-curve" })
        #expect(table.rows.count == 5)
        let scores = table.rows.map { row -> Double in if case .real(let value) = row[3] { value } else { .nan } }
        #expect(scores[4] > scores[0] + 0.1)
        #expect(table.rows[4][1] == .real(144) && table.rows[4][2] == .real(48))
        #expect(run.report.html.contains("Would more labels help"))
        #expect(run.plots.contains { $0.name == "learning-curve" })
        #expect(
            try self.run("kernel", MadeDataset.make(objects: 6), []).tables.allSatisfy { $0.name != "learning-curve" })
    }
}
