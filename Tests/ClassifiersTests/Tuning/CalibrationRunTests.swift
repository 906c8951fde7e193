// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters
import Testing
import VOTable

@testable import Classifiers

@Suite struct CalibrationRunTests {
    private let dataset = MadeDataset.make(objects: 90, noise: 1.6)

    private func run(_ flags: String...) throws -> ClassifierRun {
        let module = ForestModule()
        return try module.run(
            on: dataset,
            parameters: .init(flags: ["--trees", "40", "--resamples", "100", "--pixel-bins", "4"] + flags),
            context: ExecutionContext())
    }

    private func probabilities(_ run: ClassifierRun) -> [[Double]] {
        run.candidates.rows.map { row in
            row[8..<11].map { if case .real(let value) = $0 { value } else { .nan } }
        }
    }

    @Test(
        "calibrated probabilities are better on objects not seen, and the report shows both",
        arguments: ["temperature", "isotonic"])
    func better(method: String) throws {
        let run = try run("--calibrate", method, "--repeats", "2")
        let evaluation = try #require(run.report.evaluation)
        let before = try #require(evaluation.uncalibrated)
        #expect(evaluation.probabilities.logLoss < before.logLoss)
        #expect(evaluation.probabilities.brier < before.brier)
        #expect(evaluation.probabilities.calibrationError < before.calibrationError)
        #expect(run.report.html.contains("Before calibration: calibration error"))
        #expect(Set(run.plots.map(\.name)).isSuperset(of: ["calibration", "calibration-before"]))
        #expect(probabilities(run).allSatisfy { abs($0.reduce(0, +) - 1) < 1e-4 })
    }

    @Test("temperature keeps every answer; the model carries it and applies it through its file")
    func kept() throws {
        let plain = try run("--calibrate", "none"), calibrated = try run("--calibrate", "temperature")
        #expect(plain.candidates.rows.map { $0[4] } == calibrated.candidates.rows.map { $0[4] })
        #expect(plain.model?.calibration == nil)
        let path = NSTemporaryDirectory() + "calibrated-\(UUID().uuidString).secchi"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(calibrated.model).write(to: path)
        let model = try Model(contentsOf: path)
        #expect(model == calibrated.model)
        let fresh = MadeDataset.make(objects: 9, noise: 1.6, seed: 4)
        let before = probabilities(try #require(plain.model).apply(to: fresh, context: ExecutionContext()))
        let after = probabilities(try model.apply(to: fresh, context: ExecutionContext()))
        guard case .temperature(let scaling) = model.calibration else { return #expect(Bool(false)) }
        let power = 1 / scaling.temperature
        for (raw, said) in zip(before, after) {
            let powers = raw.map { pow(max($0, 1e-7), power) }
            let sum = powers.reduce(0, +)
            for (place, value) in powers.enumerated() { #expect(abs(said[place] - value / sum) < 1e-5) }
        }
    }

    @Test("a model file with a calibration that is none is refused")
    func damaged() throws {
        var model = try #require(try run("--calibrate", "isotonic").model)
        let encoder = JSONEncoder()
        guard case .isotonic = model.calibration else { return #expect(Bool(false)) }
        model.payload = Data()
        let text = String(decoding: try encoder.encode(model), as: UTF8.self)
        #expect(try JSONDecoder().decode(Model.self, from: Data(text.utf8)) == model)
        let broken = text.replacing(/"places":\[[^\]]*\]/, with: "\"places\":[]")
        #expect(broken != text)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Model.self, from: Data(broken.utf8)) }
    }
}
