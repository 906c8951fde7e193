// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Spectra
import Testing
import VOTable

@Suite struct ForestModuleTests {
    private let module = ForestModule()

    private func parameters(_ flags: String...) throws -> ForestModule.Parameters {
        try ForestModule.Parameters(flags: ["--trees", "60", "--resamples", "200", "--pixel-bins", "4"] + flags)
    }

    private func run(_ dataset: Dataset, _ flags: String..., threads: Int = 2) throws -> ClassifierRun {
        let parameters = try ForestModule.Parameters(
            flags: ["--trees", "60", "--resamples", "200", "--pixel-bins", "4"] + flags)
        return try module.run(on: dataset, parameters: parameters, context: ExecutionContext(threads: threads))
    }

    @Test("made lines are told apart, and much better than by the baseline")
    func scores() throws {
        let evaluation = try #require(try run(MadeDataset.make()).report.evaluation)
        #expect(evaluation.scores.accuracy.value > 0.95)
        #expect(evaluation.majority.accuracy.value < 0.4)
        #expect(evaluation.gain.accuracy.low > 0.4)
        #expect(evaluation.objects == 60)
        #expect(evaluation.confusion.total == 180)
        #expect(evaluation.scores.accuracy.low <= evaluation.scores.accuracy.value)
        #expect(!evaluation.bySignalToNoise.isEmpty)
    }

    @Test("labels at random are not learnt, though every object is seen three times: objects do not straddle folds")
    func noLeak() throws {
        var dataset = MadeDataset.make(objects: 90, noise: 0.02)
        var generator = SeededGenerator(seed: 3)
        let labels = (0..<90).map { _ in MadeDataset.classes[generator.index(below: 3)] }
        for row in dataset.rows.indices { dataset.rows[row].label = labels[row / 3] }
        let evaluation = try #require(try run(dataset).report.evaluation)
        #expect(evaluation.scores.accuracy.value < 0.55)
    }

    @Test("threads do not change a bit, the seed does")
    func determinism() throws {
        let dataset = MadeDataset.make(objects: 24)
        let one = try run(dataset, threads: 1)
        let seven = try run(dataset, threads: 7)
        #expect(one.candidates == seven.candidates)
        #expect(one.model == seven.model)
        #expect(one.report.html == seven.report.html)
        #expect(try run(dataset, "--seed", "2").model?.payload != one.model?.payload)
    }

    @Test("spectra without label are predicted by the final model, rare classes left out with a warning")
    func unlabelled() throws {
        var dataset = MadeDataset.make()
        for row in 0..<9 { dataset.rows[row].label = nil }
        dataset.rows[9].label = "unique"
        let run = try self.run(dataset)
        let names = run.candidates.fields.map(\.name)
        let place = try #require(names.firstIndex(of: "judged_by")), known = try #require(names.firstIndex(of: "class"))
        #expect(run.candidates.rows[..<10].allSatisfy { $0[place] == .text("model") })
        #expect(run.candidates.rows[10...].allSatisfy { $0[place] == .text("cross-validation") })
        let right = (0..<9).count { run.candidates.rows[$0][known] == .text(MadeDataset.classes[$0 / 3 % 3]) }
        #expect(right >= 8)
        #expect(
            run.report.warnings == ["Class unique has fewer than 2 objects; its spectra were treated as unlabelled."])
        #expect(run.model?.classNames == MadeDataset.classes)
    }

    @Test("a model keeps its judgement through its file, and refuses another grid")
    func model() throws {
        let dataset = MadeDataset.make(objects: 30), fresh = MadeDataset.make(objects: 12, seed: 9)
        let model = try #require(try run(dataset).model)
        let direct = try model.apply(to: fresh, context: ExecutionContext())
        let labels = fresh.rows.map { VOTableValue.text($0.label ?? "") }
        let right = zip(direct.candidates.rows, labels).count { $0[4] == $1 }
        #expect(right > 32)
        #expect(direct.model == nil)
        #expect(direct.report.evaluation == nil)
        #expect { try model.apply(to: MadeDataset.make(pixels: 80), context: ExecutionContext()) } throws: {
            "\($0)".hasPrefix("CLS008: the spectra are on the grid 80 pixels, 6500 to 6623.4 Angstrom, air, linear but")
        }
        var vacuum = fresh
        vacuum.grid.medium = .vacuum
        #expect { try model.apply(to: vacuum, context: ExecutionContext()) } throws: { "\($0)".hasPrefix("CLS008") }
    }

    @Test("all spectra of an object vote together if asked to")
    func vote() throws {
        let dataset = MadeDataset.make(objects: 30, noise: 1)
        let alone = try #require(try run(dataset).report.evaluation)
        let run = try self.run(dataset, "--vote", "object")
        let together = try #require(run.report.evaluation)
        #expect(together.scores.accuracy.value > alone.scores.accuracy.value)
        for object in 0..<30 {
            #expect(run.candidates.rows[3 * object][4] == run.candidates.rows[3 * object + 2][4])
        }
    }

    @Test("repeats give every object as many predictions")
    func repeats() throws {
        let evaluation = try #require(try run(MadeDataset.make(objects: 30), "--repeats", "3").report.evaluation)
        #expect(evaluation.confusion.total == 270)
        #expect(evaluation.rows == 90)
    }

    @Test("what cannot be learnt from is refused with its reason")
    func refusals() throws {
        func message(_ change: (inout Dataset) -> Void) -> String {
            var dataset = MadeDataset.make(objects: 6)
            change(&dataset)
            do {
                _ = try run(dataset)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(
            message { for row in $0.rows.indices { $0.rows[row].label = nil } }.hasPrefix("CLS002: made: no spectrum"))
        #expect(
            message { for row in $0.rows.indices { $0.rows[row].label = "Be" } }
                == "CLS003: made: all labels are Be; give examples of at least two classes")
        #expect(message { for row in $0.rows.indices { $0.rows[row].label = "class \(row)" } }.hasPrefix("CLS004"))
        #expect(message { $0 = Dataset(name: "made", grid: $0.grid, rows: [], flux: []) }.hasPrefix("CLS005"))
        #expect(message { $0.flux.removeLast() }.hasPrefix("CLS006: made: flux has 1727 values where 1728 are needed"))
        #expect(message { $0.flux[100] = .nan }.hasPrefix("CLS007: made, row 1 (spec-0-1), pixel 4: the flux is not"))
        #expect(throws: (any Error).self) { try parameters("--trees", "0") }
        #expect { try run(MadeDataset.make(objects: 6), "--pixel-bins", "0") } throws: {
            "\($0)" == "PAR003: pixelBins: 0 is not allowed; give widths of 1 to 1000000 pixels"
        }
    }
}
