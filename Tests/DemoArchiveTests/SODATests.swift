// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Spectra
import Testing
import VOTable

@Suite struct SODATests {
    /// One spectrum of each layout.
    private func identifiers(_ survey: SmallSurvey) async throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try await survey.rows([]) { found[row["ssa_collection"]?.text ?? ""] = row["ssa_pubDID"]?.text }
        return found
    }

    @Test("a cut-out lies within the band, in vacuum, in every format that our reader knows")
    func cutOut() async throws {
        let survey = try await SmallSurvey()
        let identifiers = try await identifiers(survey)
        #expect(identifiers.count >= 4)
        for (layout, identifier) in identifiers {
            for format in [
                "application/x-votable+xml", "application/x-votable+xml;serialization=tabledata", "application/fits",
            ] {
                let answer = try await survey.get(
                    "/soda", [("ID", identifier), ("BAND", "6.5e-7 6.6e-7"), ("RESPONSEFORMAT", format)]
                ).requireData()
                let spectrum = try #require(try SpectrumReader.spectra(bytes: Array(answer.body), name: "cut").first)
                #expect(spectrum.axis.medium == .vacuum, "\(layout) \(format)")
                #expect(spectrum.axis.unit == "Angstrom")
                let first = try #require(spectrum.axis.values.first)
                let last = try #require(spectrum.axis.values.last)
                #expect(first >= 6500 && first < 6505 && last <= 6600 && last > 6595, "\(layout): \(first) to \(last)")
            }
        }
    }

    @Test("wavelengths of air are brought to vacuum: the pixels of a cut are those of the file")
    func pixels() async throws {
        let survey = try await SmallSurvey()
        let identifier = try #require(try await identifiers(survey)["ondrejov"])
        let row = try #require(try await survey.rows([("PUBDID", identifier)]).first)
        let file = try await survey.transport.fetch(TransportRequest(row["accref"]?.text ?? ""))
        let whole = try #require(try SpectrumReader.spectra(bytes: Array(file.body), name: "whole").first)
        #expect(whole.axis.medium == .air)
        let vacuum = try whole.axis.inVacuum().values
        let answer = try await survey.get("/soda", [("ID", identifier), ("BAND", "6.56e-7 +Inf")])
        let cut = try #require(try SpectrumReader.spectra(bytes: Array(answer.body), name: "cut").first)
        let kept = vacuum.indices.filter { vacuum[$0] >= 6560 }
        #expect(cut.axis.values.count == kept.count)
        #expect(zip(cut.axis.values, kept).allSatisfy { abs($0 - vacuum[$1]) < 1e-6 })
        #expect(zip(cut.flux, kept).allSatisfy { $0 == whole.flux[$1] })
    }

    @Test("normalized flux has a continuum of one, relative flux a maximum of one, and neither has a unit")
    func calibration() async throws {
        let survey = try await SmallSurvey()
        let identifier = try #require(try await identifiers(survey)["ssa-votable"])
        for kind in ["normalized", "RELATIVE"] {
            let answer = try await survey.get("/soda", [("ID", identifier), ("FLUXCALIB", kind)])
            let spectrum = try #require(try SpectrumReader.spectra(bytes: Array(answer.body), name: kind).first)
            let sorted = spectrum.flux.filter(\.isFinite).sorted()
            if kind == "RELATIVE" {
                #expect(sorted.last == 1)
            } else {
                #expect((0.9...1.1).contains(sorted[sorted.count / 2]))
            }
            #expect(spectrum.fluxUnit == "")
        }
    }

    @Test("nothing in the band is 204; text formats have a line for each pixel")
    func others() async throws {
        let survey = try await SmallSurvey(spectra: 3)
        let row = try #require(try await survey.rows([]).first)
        let identifier = row["ssa_pubDID"]?.text ?? ""
        let none = try await survey.get("/soda", [("ID", identifier), ("BAND", "5e-6 6e-6")])
        #expect(none.status == 204 && none.byteCount == 0)
        let csv = try await survey.get("/soda", [("ID", identifier), ("RESPONSEFORMAT", "csv")])
        let lines = String(decoding: csv.body, as: UTF8.self).split(separator: "\n")
        #expect(lines[0].hasPrefix("spectral,flux"))
        #expect(row["ssa_length"] == .integer(Int64(lines.count - 1)))
    }

    @Test(
        "bad requests are 400 with the reason, an unknown spectrum is 404",
        arguments: [
            ([("BAND", "1 2")], 400), ([("ID", "x")], 404), ([("ID", "x"), ("BAND", "a b")], 400),
            ([("ID", "x"), ("FOO", "1")], 400),
            ([("ID", "x"), ("ID", "y")], 400), ([("ID", "x"), ("FLUXCALIB", "no")], 400),
            ([("ID", "x"), ("FORMAT", "image/png")], 400),
        ])
    func errors(_ fields: [(String, String)], _ status: Int) async throws {
        let survey = try await SmallSurvey(spectra: 1)
        let answer = try await survey.get("/soda", fields)
        #expect(answer.status == status)
        #expect(answer.excerpt.contains("Fault: "))
    }
}
