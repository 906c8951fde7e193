// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing
import VOTable

@Suite struct EnsembleModuleTests {
    private let shared = ["--resamples", "100", "--pixel-bins", "4", "--folds", "3", "--calibrate", "none"]
    private let settings = #"{"forest": {"trees": 40}}"#

    private func run(_ module: String, _ flags: [String], threads: Int = 2) throws -> ClassifierRun {
        let module = try ClassifierModules.named(module)
        return try module.run(
            on: MadeDataset.make(objects: 30), json: module.parameterJSON(flags: shared + flags),
            context: ExecutionContext(threads: threads))
    }

    private func probabilities(_ run: ClassifierRun) throws -> [[Double]] {
        let columns = run.candidates.fields.indices.filter { run.candidates.fields[$0].name.hasPrefix("p_") }
        #expect(columns.count == 3)
        return run.candidates.rows.map { row in
            columns.map { column in
                guard case .real(let value) = row[column] else { return Double.nan }
                return value
            }
        }
    }

    @Test("the mean of forest and kernel is what they say alone, averaged")
    func mean() throws {
        let both = try probabilities(run("ensemble", ["--member-settings", settings]))
        let forest = try probabilities(run("forest", ["--trees", "40"]))
        let kernel = try probabilities(run("kernel", []))
        for (row, said) in both.enumerated() {
            for column in 0..<3 {
                #expect(abs(said[column] - (forest[row][column] + kernel[row][column]) / 2) < 1e-5)
            }
        }
    }

    @Test("weights say what each method counts; 0 leaves it out")
    func weights() throws {
        let one = try probabilities(run("ensemble", ["--member-settings", settings, "--weights", "0,2"]))
        let kernel = try probabilities(run("kernel", []))
        #expect(zip(one, kernel).allSatisfy { zip($0, $1).allSatisfy { abs($0 - $1) < 1e-6 } })
    }

    @Test("made lines are told apart, by equal bits for any number of threads, and again by the stored model")
    func scoresAndModel() throws {
        let run = try run("ensemble", ["--member-settings", settings])
        let evaluation = try #require(run.report.evaluation)
        #expect(evaluation.scores.accuracy.value > 0.9)
        let other = try self.run("ensemble", ["--member-settings", settings], threads: 7)
        #expect(other.model?.payload == run.model?.payload)
        let model = try #require(run.model)
        let again = try model.apply(to: MadeDataset.make(objects: 30, seed: 2), context: ExecutionContext())
        #expect(again.candidates.rows.count == 90)
    }

    @Test(
        "members that are none, settings for strangers, and weights that do not fit are refused",
        arguments: [
            ["--members", "forest,oracle"], ["--members", "ensemble"], ["--members", "forest,forest"],
            ["--member-settings", #"{"logistics": {}}"#], ["--member-settings", "[1]"],
            ["--member-settings", #"{"forest": {"trees": 0}}"#], ["--member-settings", #"{"forest": {"seed": 2}}"#],
            ["--weights", "1"], ["--weights", "0,0"], ["--weights", "1,-1"],
        ])
    func refusals(flags: [String]) {
        #expect { try run("ensemble", flags) } throws: { $0 is ParameterError || $0 is ClassifierError }
    }
}
