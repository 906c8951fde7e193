// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Execution
import Foundation
import Spectra
import Testing
import VOTable

/// As AM Herculis was found among the spectra of a survey: rare stars that nobody looked for.
@Suite struct RareStarsTests {
    /// 20,000 stars at LAMOST, and 20 of five kinds hidden among them, all with a signal-to-noise ratio of 15 and more.
    private func survey(seed: Int) throws -> Dataset {
        var parameters = SimulationParameters()
        parameters.spectra = 20_000
        parameters.seed = seed
        parameters.layouts = ["lamost-dr5"]
        parameters.repeated = 0
        parameters.minimumSNR = 15
        parameters.mix = ["absorption=58", "emission=8", "double-peak=4", "m-star=11", "white-dwarf=3"]
        parameters.planted = ["polar=4", "p-cygni=4", "carbon-star=4", "wolf-rayet=4", "symbiotic=4"]
        let survey = try SimulatedSurvey(parameters)
        let size = 500
        let source = SpectrumSource(partCount: 20_000 / size, spectrumCount: 20_000, fingerprint: "rare stars") {
            part, visitor in
            for spectrum in survey.spectra(ofObjects: part * size..<(part + 1) * size) {
                try visitor(.spectrum(id: spectrum.identifier, spectrum))
            }
        }
        let recipe = try Recipe(
            json: Data(
                #"""
                {"steps": [{"step": "mask", "cosmics": 8},
                           {"step": "rebin", "spacing": "log", "start": 4000, "stop": 8800, "width": 0.0008},
                           {"step": "coverage"}, {"step": "scale", "method": "median"}]}
                """#.utf8))
        return try DatasetBuilder(name: "rare stars", recipe: recipe).dataset(of: source).dataset
    }

    @Test("Of 20 polars, P Cygni, carbon, Wolf-Rayet and symbiotic stars among 20,000, 18 are in the first 100")
    func rareStars() throws {
        let dataset = try survey(seed: 1)
        let rare: Set = ["polar", "p-cygni", "carbon-star", "wolf-rayet", "symbiotic"]
        #expect(dataset.rows.count { rare.contains($0.label ?? "") } == 20)
        let run = try LOFModule().run(on: dataset, json: Data(#"{"explained": 0}"#.utf8), context: ExecutionContext())
        let label = try #require(run.candidates.fields.firstIndex { $0.name == "label" })
        let first = run.candidates.rows.prefix(100).compactMap { row -> String? in
            guard case .text(let text) = row[label] else { return nil }
            return rare.contains(text) ? text : nil
        }
        #expect(first.count >= 18, "\(first.sorted())")
        #expect(first.count { $0 == "polar" } == 4)
    }
}
