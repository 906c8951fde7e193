// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing
import VOTable

@testable import Classifiers

@Suite struct ModelComparisonTests {
    private func predictions(
        _ name: String, _ answers: [String], change: (inout FoldPredictions.Row) -> Void = { _ in }
    ) -> FoldPredictions {
        FoldPredictions(
            name: name, dataset: "made",
            rows: answers.enumerated().map { place, answer in
                var row = FoldPredictions.Row(
                    id: "spec-\(place)", group: "star \(place / 2)", label: place % 4 < 2 ? "Be" : "flat", round: 1,
                    fold: place / 2 % 5 + 1, answer: answer, probability: 0.7)
                change(&row)
                return row
            })
    }

    /// Forty spectra of twenty objects, wrong where the place is in the list.
    private func answers(wrong: Set<Int>) -> [String] {
        (0..<40).map { (($0 % 4 < 2) != wrong.contains($0)) ? "Be" : "flat" }
    }

    @Test("scores, differences and tests are those of the definitions")
    func numbers() throws {
        // The first is wrong in both spectra of objects 0, 1, 2 and in one of object 3; the second in one of object 4.
        let first = predictions("one", answers(wrong: [0, 1, 2, 3, 4, 5, 6]))
        let comparison = try ModelComparison(first, predictions("two", answers(wrong: [8])), resamples: 200)
        #expect(comparison.classNames == ["Be", "flat"])
        #expect(comparison.first.accuracy.value == 33.0 / 40)
        #expect(comparison.second.accuracy.value == 39.0 / 40)
        #expect(abs(comparison.difference.accuracy.value - 0.15) < 1e-12)
        #expect(comparison.difference.accuracy.low < 0.15 && comparison.difference.accuracy.high > 0.15)
        // Objects: one better by the first, four by the second: 2 (C(5,0) + C(5,1)) / 2^5.
        #expect(comparison.objects == McNemarTest(firstOnly: 1, secondOnly: 4))
        #expect(abs(comparison.objects.probability - 12.0 / 32) < 1e-12)
        // Parts of eight: the second gains 2, 2, 2, 1 spectra in parts 1 to 4 and loses 1 in part 5.
        let gains = [2, 2, 2, 1, -1].map { Double($0) / 8 }, mean = gains.reduce(0, +) / 5
        let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
        #expect(abs(comparison.foldAccuracy.statistic - mean / ((0.2 + 0.25) * variance).squareRoot()) < 1e-9)
        #expect(comparison.foldAccuracy.degreesOfFreedom == 4)
        #expect(comparison.folds == 5 && comparison.repeats == 1)
        #expect(comparison.objectCount == 20 && comparison.spectrumCount == 40)
        #expect(comparison.disagreements.map(\.first.id) == [0, 1, 2, 3, 4, 5, 6, 8].map { "spec-\($0)" })
    }

    @Test("rows are matched by spectrum, in whatever order they stand")
    func order() throws {
        let first = predictions("one", answers(wrong: [3, 9])), second = predictions("two", answers(wrong: [5]))
        var shuffled = second
        shuffled.rows.reverse()
        #expect(try ModelComparison(first, shuffled, resamples: 100) == ModelComparison(first, second, resamples: 100))
    }

    @Test("other spectra, labels, objects or folds are refused, with the first difference named")
    func refusals() throws {
        let first = predictions("one", answers(wrong: [3]))
        func refused(_ second: FoldPredictions, _ reason: String) {
            #expect { try ModelComparison(first, second, resamples: 100) } throws: {
                "\($0)".hasPrefix("CLS023: one and two were not judged on the same splits: \(reason)")
            }
        }
        func changed(_ place: Int, _ change: (inout FoldPredictions.Row) -> Void) -> FoldPredictions {
            var second = predictions("two", answers(wrong: [5]))
            change(&second.rows[place])
            return second
        }
        refused(changed(7) { $0.fold = 9 }, "in repeat 1, spec-7 was tested in part 4 of the first and 9 of the second")
        refused(changed(7) { $0.label = "P Cygni" }, "spec-7 is flat in the first and P Cygni in the second")
        refused(changed(7) { $0.group = "other" }, "spec-7 is of different objects")
        refused(changed(7) { $0.id = "spec-6" }, "the second has two predictions for spec-6 in repeat 1")
        refused(changed(7) { $0.id = "new" }, "the second has no prediction for spec-7 in repeat 1")
        var more = predictions("two", answers(wrong: [5]))
        more.rows.append(more.rows[0])
        more.rows[40].round = 2
        refused(more, "the first has no prediction for spec-0 in repeat 2")
    }

    @Test("two trainings on one dataset are compared from their files; another seed is refused")
    func files() throws {
        let folder = NSTemporaryDirectory() + "comparison-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let dataset = MadeDataset.make(objects: 30, noise: 0.8)
        func train(_ name: String, seed: Int) throws -> String {
            let json = Data("{\"resamples\": 100, \"repeats\": 2, \"seed\": \(seed)}".utf8)
            let run = try ClassifierModules.named(name).run(on: dataset, json: json, context: ExecutionContext())
            _ = try run.write(to: "\(folder)/\(name)-\(seed)")
            return "\(folder)/\(name)-\(seed)/predictions.vot"
        }
        let first = try FoldPredictions(contentsOf: train("centroid", seed: 1))
        let second = try FoldPredictions(contentsOf: train("logistic", seed: 1))
        #expect(first.name == "centroid" && second.name == "logistic" && first.dataset == "made")
        #expect(first.rows.count == 180)
        let comparison = try ModelComparison(first, second, resamples: 100)
        #expect(comparison.repeats == 2 && comparison.folds == 5)
        let run = comparison.run(
            names: ("centroid", "logistic"), dataset: "made", inputs: ["first": "a", "second": "b"],
            parameters: Data("{}".utf8))
        #expect(run.candidates.rows.count == comparison.disagreements.count)
        #expect(run.report.html.contains("Where they disagree"))
        #expect(run.summaryLines.count == 3)
        let files = try run.write(to: folder + "/compared")
        #expect(files.map(\.name).contains("disagreements.vot"))
        #expect(try Report(contentsOf: folder + "/compared/report.json") == run.report)
        #expect { try ModelComparison(first, FoldPredictions(contentsOf: train("logistic", seed: 2))) } throws: {
            "\($0)".hasPrefix("CLS023: centroid and logistic were not judged on the same splits")
        }
        #expect { try FoldPredictions(contentsOf: folder + "/compared/disagreements.vot") } throws: {
            "\($0)".contains("CLS022") && "\($0)".contains("it has no column fold")
        }
    }
}
