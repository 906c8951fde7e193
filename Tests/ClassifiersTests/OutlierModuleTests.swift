// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Parameters
import Testing
import VOTable

@testable import Classifiers

/// Made spectra with planted oddities.
@Suite struct OutlierModuleTests {
    /// 180 spectra; row 20 has a line that no other has, rows 30, 60, 90 and 120 a step at one place and one night.
    private func planted() -> Dataset {
        var dataset = MadeDataset.make(noise: 0.1)
        for row in dataset.rows.indices { dataset.rows[row].mjd = 57_000 + Double(row % 45) + 0.3 }
        let pixels = dataset.pixelCount
        for pixel in 0..<pixels {
            dataset.flux[20 * pixels + pixel] += Float(3 * exp(-pow(Double(pixel - 70) / 8, 2)))
            for row in [30, 60, 90, 120] where (8...22).contains(pixel) { dataset.flux[row * pixels + pixel] += 2.5 }
        }
        for row in [30, 60, 90, 120] { dataset.rows[row].mjd = 57_100.4 }
        return dataset
    }

    /// Noise that is not scaled up, as it would be for the flat spectra.
    private let json = "{\"neighbours\": 12, \"scaling\": \"none\"}"

    private func number(_ value: VOTableValue) -> Double {
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: .nan
        }
    }

    private func column(_ name: String, of table: ResultTable) throws -> [VOTableValue] {
        let place = try #require(table.fields.firstIndex { $0.name == name })
        return table.rows.map { $0[place] }
    }

    private func checkFindings(_ module: some OutlierModule) throws {
        let dataset = planted()
        let run = try module.run(on: dataset, json: Data(json.utf8), context: ExecutionContext())
        let ids = try column("id", of: run.candidates)
        let odd = [20, 30, 60, 90, 120].map { VOTableValue.text(dataset.rows[$0].id) }
        #expect(run.candidates.rows.count == 180)
        #expect(Set(ids.prefix(5).map { "\($0)" }) == Set(odd.map { "\($0)" }))
        let scores = try column("score", of: run.candidates).map(number)
        #expect(scores == scores.sorted(by: >))
        let place = try #require(ids.firstIndex(of: odd[0]))
        let wavelength = number(try column("odd_wavelength", of: run.candidates)[place])
        #expect(abs(wavelength - dataset.grid.values[70]) < 8)
        #expect(number(try column("odd_share", of: run.candidates)[place]) > 0.5)
        let table = try #require(run.tables.first)
        #expect(try column("shared", of: table).contains(.text("night 57100")))
        #expect(try column("warning", of: table).contains(.text("artefact?")))
        let patterns = try column("pattern", of: run.candidates)
        let first = try #require(ids.firstIndex(of: odd[1]))
        for spectrum in odd[2...] { #expect(patterns[try #require(ids.firstIndex(of: spectrum))] == patterns[first]) }
        #expect(patterns[place] != patterns[first])
        #expect(run.report.html.contains("The oddest spectra") && !run.summaryLines.isEmpty)
    }

    @Test("Local outlier factors put planted oddities first, say where they are odd, and find the common night")
    func lof() throws { try checkFindings(LOFModule()) }

    @Test("Above a number of spectra neighbours are approximate, and the report says how well they were found")
    func approximate() throws {
        let dataset = planted()
        func fact(_ json: String) throws -> String? {
            let run = try LOFModule().run(on: dataset, json: Data(json.utf8), context: ExecutionContext())
            return run.report.facts.first { $0.name == "Nearest spectra" }?.value
        }
        #expect(try fact(#"{"neighbours": 12, "approximateAbove": 100}"#)?.hasPrefix("approximate") == true)
        #expect(try fact(#"{"neighbours": 12, "approximateAbove": 180}"#) == "exact")
        #expect(try fact(#"{"neighbours": 12}"#) == "exact")
    }

    @Test("So does the isolation forest")
    func isolationForest() throws { try checkFindings(IsolationForestModule()) }

    private func unusual(_ run: ClassifierRun) throws -> Int {
        try #require(run.report.highlights.first { $0.name == "unusual spectra" }.flatMap { Int($0.value) })
    }

    @Test("Spectra without features, of very different noise, are not counted as unusual")
    func noise() throws {
        var dataset = MadeDataset.make(objects: 300)
        let pixels = dataset.pixelCount
        for row in dataset.rows.indices {
            let noise = 0.02 * pow(3, Double(row % 11) / 10), kind = (row / 3) % 15
            let line = kind < 2 ? [-0.8, 1.2][kind] : 0
            var generator = SeededGenerator(seed: 5, part: UInt64(row))
            for pixel in 0..<pixels {
                let x = (dataset.grid.values[pixel] - 6562.8) / 12
                dataset.flux[row * pixels + pixel] = Float(1 + line * exp(-x * x) + noise * generator.normal())
            }
        }
        func count(_ json: String) throws -> Int {
            try unusual(LOFModule().run(on: dataset, json: Data(json.utf8), context: ExecutionContext()))
        }
        let run = try LOFModule().run(on: dataset, parameters: .init(), context: ExecutionContext())
        #expect(try unusual(run) <= 18, "2 % of 900")
        // Pixels in units of each spectrum's own noise, and a fixed limit.
        #expect(try count(#"{"components": 0, "unusual": 1.5}"#) > 45)
        #expect(try count(#"{"unusual": 1e6}"#) == 0)
        #expect(try count(#"{"unusual": 0}"#) == 900)
        // New spectra are judged by the limit of those learnt from.
        var few = dataset
        few.rows = Array(dataset.rows.prefix(3))
        few.flux = Array(dataset.flux.prefix(3 * pixels))
        let applied = try LOFModule().apply(try #require(run.model), to: few, context: ExecutionContext())
        #expect(applied.report.highlights[0].note.contains("of at least 1.5"), "\(applied.report.highlights[0].note)")
    }

    @Test("Runs are equal for any number of threads")
    func threads() throws {
        let dataset = planted()
        func runs(_ threads: Int) throws -> [ClassifierRun] {
            let context = ExecutionContext(threads: threads)
            return [
                try LOFModule().run(on: dataset, parameters: .init(), context: context),
                try IsolationForestModule().run(on: dataset, parameters: .init(), context: context),
            ]
        }
        let one = try runs(1)
        for threads in [2, 7] {
            for (have, want) in zip(try runs(threads), one) {
                #expect(have.candidates == want.candidates && have.model == want.model)
                #expect(have.report == want.report && have.tables == want.tables)
            }
        }
    }

    @Test("A model scores new spectra, and refuses other modules' models, grids and payloads")
    func apply() throws {
        let dataset = MadeDataset.make(noise: 0.1), new = planted()
        for module in [LOFModule() as any ClassifierModule, IsolationForestModule()] {
            let run = try module.run(on: dataset, json: Data(json.utf8), context: ExecutionContext())
            let model = try #require(run.model)
            let applied = try module.apply(model, to: new, context: ExecutionContext())
            let first = try column("id", of: applied.candidates).prefix(12)
            let found = [20, 30, 60, 90, 120].count { row in first.contains { $0 == .text(new.rows[row].id) } }
            #expect(found >= 4, "\(module.name)")
            var damaged = model
            damaged.payload = Data([1, 2, 3])
            #expect(throws: ClassifierError.self) { try module.apply(damaged, to: new, context: ExecutionContext()) }
            let other = MadeDataset.make(pixels: 90)
            #expect(throws: ClassifierError.self) { try module.apply(model, to: other, context: ExecutionContext()) }
            var stranger = model
            stranger.module = "forest"
            #expect(throws: ClassifierError.self) { try module.apply(stranger, to: new, context: ExecutionContext()) }
        }
    }

    @Test("One spectrum, equal spectra and none to explain are handled")
    func fewSpectra() throws {
        var one = MadeDataset.make()
        one.rows = Array(one.rows.prefix(1))
        one.flux = Array(one.flux.prefix(one.pixelCount))
        var equal = MadeDataset.make(objects: 9)
        for place in equal.flux.indices { equal.flux[place] = equal.flux[place % equal.pixelCount] }
        for module in [LOFModule() as any ClassifierModule, IsolationForestModule()] {
            for dataset in [one, equal] {
                for json in ["{}", "{\"explained\": 0}", "{\"distance\": \"cosine\"}"] {
                    let run = try module.run(on: dataset, json: Data(json.utf8), context: ExecutionContext())
                    #expect(run.candidates.rows.count == dataset.rows.count && !run.report.html.isEmpty)
                }
            }
            #expect(throws: ParameterError.self) {
                try module.run(on: equal, json: Data("{\"neighbours\": 0}".utf8), context: ExecutionContext())
            }
        }
    }

    @Test("Night, plate and fibre are read from dates and from the names of SDSS and LAMOST")
    func circumstances() {
        var row = DatasetRow(id: "a", source: "/archive/spec-3586-55181-0123.fits")
        row.mjd = 55_181.7
        #expect(ObservingCircumstances(row).all == ["night 55181", "plate 3586", "fibre 0123"])
        row = DatasetRow(id: "b", source: "https://archive/spec-55859-F5902_sp01-001.fits.gz")
        #expect(ObservingCircumstances(row).all == ["plate F5902", "fibre 01-001"])
        row = DatasetRow(id: "c", source: "other.fits")
        row.mjd = .nan
        #expect(ObservingCircumstances(row).all.isEmpty)
    }
}
