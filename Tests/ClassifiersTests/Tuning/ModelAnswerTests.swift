// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import TestSupport
import Testing
import VOTable

@testable import Classifiers

@Suite struct ModelAnswerTests {
    private let dataset = MadeDataset.make(objects: 60, noise: 2)
    private let fresh = MadeDataset.make(objects: 30, noise: 2, seed: 8)

    private func model() throws -> Model {
        let parameters = try CentroidModule.Parameters(flags: ["--resamples", "100", "--pixel-bins", "8"])
        return try #require(
            try CentroidModule().run(on: dataset, parameters: parameters, context: ExecutionContext()).model)
    }

    private func answers(_ flags: String...) throws -> AnswerParameters { try AnswerParameters(flags: flags) }

    @Test("below the threshold a spectrum is none of these, above it keeps its class")
    func threshold() throws {
        let model = try model()
        let all = try model.apply(to: fresh, context: ExecutionContext())
        let some = try model.apply(to: fresh, answers: answers("--none-below", "0.6"), context: ExecutionContext())
        var none = 0
        for (before, after) in zip(all.candidates.rows, some.candidates.rows) {
            guard case .real(let probability) = before[5] else { return #expect(Bool(false)) }
            #expect(after[4] == (probability < 0.6 ? .text("none of these") : before[4]))
            #expect(after[5] == before[5])
            none += probability < 0.6 ? 1 : 0
        }
        #expect(none > 5 && none < 85)
        #expect(some.report.rejection?.count == none)
        #expect(some.report.counts.map(\.predicted).reduce(0, +) == 90 - none)
        #expect(some.summaryLines.last == "none of these (probability below 0.6): \(none)")
        #expect(some.report.html.contains("\(none) spectra are none of these"))
        let untouched = try model.apply(to: fresh, answers: answers(), context: ExecutionContext())
        #expect(untouched.candidates == all.candidates)
    }

    @Test("the threshold for an accuracy is the one of the cross-validation, and holds on new objects")
    func accuracy() throws {
        let model = try model()
        let point = try #require(model.rejection?.threshold(forAccuracy: 0.95))
        let run = try model.apply(
            to: fresh, answers: answers("--target-accuracy", "0.95"), context: ExecutionContext())
        #expect(run.report.rejection?.threshold == point.threshold)
        #expect(run.report.rejection?.accuracy == point.accuracy)
        let label = try #require(run.candidates.fields.firstIndex { $0.name == "label" })
        let answered = run.candidates.rows.filter { $0[4] != .text("none of these") }
        let right = answered.count { $0[4] == $0[label] }
        let all = try model.apply(to: fresh, context: ExecutionContext()).candidates.rows
        #expect(answered.count < 90 && answered.count > 5)
        #expect(Double(right) / Double(answered.count) > Double(all.count { $0[4] == $0[label] }) / 90)
    }

    @Test("a kind of spectrum that the training had none of is none of these, however sure the model is")
    func novelty() throws {
        // The noise of flat spectra has any shape.
        var known = MadeDataset.make(objects: 60)
        for row in known.rows.indices where known.rows[row].label == "flat" { known.rows[row].label = nil }
        let parameters = try CentroidModule.Parameters(flags: ["--resamples", "100", "--pixel-bins", "8"])
        let model = try #require(
            try CentroidModule().run(on: known, parameters: parameters, context: ExecutionContext()).model)
        let folder = try TemporaryFolder()
        try model.write(to: folder.appending("model.secchi"))
        let read = try Model(contentsOf: folder.appending("model.secchi"))
        #expect(read == model)
        var fresh = MadeDataset.make(objects: 30, seed: 8)
        let alien = [0, 3, 9]
        for row in alien {
            for pixel in 0..<fresh.pixelCount {
                fresh.flux[row * fresh.pixelCount + pixel] += 4 * sin(Float(pixel) / 2)
            }
        }
        let run = try read.apply(to: fresh, answers: answers("--none-odder", "0.99"), context: ExecutionContext())
        let none = run.candidates.rows.indices.filter { run.candidates.rows[$0][4] == .text("none of these") }
        let shapely = none.filter { fresh.rows[$0].label != "flat" }
        #expect(Set(none).isSuperset(of: alien) && shapely.count < 8)
        #expect(run.candidates.fields.last?.name == "oddness")
        #expect(run.candidates.rows[0].last == .real(1))
        #expect(run.report.rejection?.oddCount == none.count)
        #expect(run.summaryLines.last?.hasPrefix("none of these (odder than 99.0 %") == true)
    }

    @Test("a model that cannot keep the promise says so")
    func refusals() throws {
        var model = try model()
        func message() -> String {
            do {
                _ = try model.apply(
                    to: fresh, answers: answers("--target-accuracy", "1"), context: ExecutionContext())
                return "accepted"
            } catch { return "\(error)" }
        }
        model.rejection = try RejectionCurve(
            certainty: [Double](repeating: 0.9, count: 100), isRight: (0..<100).map { $0 >= 3 })
        #expect(message().hasPrefix("CLS021: the model of made cannot say") && message().contains("97.0 % at best"))
        model.rejection = nil
        #expect(message().contains("a version that kept no thresholds"))
        model.classNames = []
        #expect(message().contains("it knows no classes"))
        #expect(throws: ParameterError.self) { try answers("--none-below", "1.5") }
    }
}
