// SPDX-License-Identifier: Apache-2.0

import DemoArchive
import Foundation
import HTTPTransport
import TestSupport
import Testing
import VOTable

@Suite struct SSATests {
    @Test("all spectra are found, and each can be fetched as it was observed")
    func everything() async throws {
        let survey = try await SmallSurvey()
        let rows = try await survey.rows([])
        #expect(rows.count == 24)
        for row in rows {
            let answer = try await survey.transport.fetch(TransportRequest(row["accref"]?.text ?? "")).requireData()
            #expect([.fits, .voTable].contains(answer.content))
            #expect(row["accsize"] == .integer(Int64(answer.byteCount)))
        }
    }

    @Test("SIZE is a diameter")
    func position() async throws {
        let survey = try await SmallSurvey()
        let first = try #require(try await survey.rows([]).first)
        let (ra, dec) = (first["ra"]?.real ?? 0, first["dec"]?.real ?? 0)
        let near = try await survey.rows([("POS", "\(ra),\(dec + 0.1)"), ("SIZE", "0.2002")])
        #expect(near.contains { $0["ssa_pubDID"] == first["ssa_pubDID"] })
        let beside = try await survey.rows([("POS", "\(ra),\(dec + 0.1)"), ("SIZE", "0.1998")])
        #expect(!beside.contains { $0["ssa_pubDID"] == first["ssa_pubDID"] })
        #expect(try await survey.rows([("POS", "\(ra),\(dec)"), ("SIZE", "360")]).count == 24)
    }

    @Test("band, time, name, identifier, format and count select")
    func constraints() async throws {
        let survey = try await SmallSurvey()
        let all = try await survey.rows([])
        let red = try await survey.rows([("BAND", "8e-7/9e-7")])
        #expect(red.count == all.filter { ($0["ssa_specend"]?.real ?? 0) >= 8e-7 }.count && !red.isEmpty)
        #expect(try await survey.rows([("BAND", "1e-5/")]).isEmpty)
        let early = try await survey.rows([("TIME", "2014-01-01/2014-12-20")])
        #expect(early.count == all.filter { ($0["ssa_dateObs"]?.real ?? 0) < 57011 }.count && !early.isEmpty)
        let name = try #require(all.last?["ssa_targname"]?.text)
        let named = try await survey.rows([("TARGETNAME", name.lowercased().filter { $0 != " " })])
        #expect(!named.isEmpty && named.allSatisfy { $0["ssa_targname"]?.text == name })
        let identifier = try #require(all.last?["ssa_pubDID"])
        #expect(try await survey.rows([("pubdid", identifier.text)]).map { $0["ssa_pubDID"] } == [identifier])
        let votables = try await survey.rows([("FORMAT", "votable")])
        let fits = try await survey.rows([("FORMAT", "fits")])
        #expect(votables.count + fits.count == all.count && !votables.isEmpty && !fits.isEmpty)
        #expect(votables.allSatisfy { $0["mime"] == .text("application/x-votable+xml") })
        #expect(try await survey.rows([("FORMAT", "graphic")]).isEmpty)
        #expect(try await survey.rows([("NOSUCH", "1")]).count == all.count)
    }

    @Test("MAXREC cuts the answer and says so; without a cut it is OK")
    func overflow() async throws {
        let survey = try await SmallSurvey()
        let cut = try await survey.ssa([("MAXREC", "5")])
        #expect(cut.tables.first?.rows.count == 5)
        #expect(cut.status == "OVERFLOW")
        #expect(try await survey.ssa([("MAXREC", "24")]).status == "OK")
    }

    @Test("FORMAT=METADATA names the parameters, with no rows")
    func metadata() async throws {
        let survey = try await SmallSurvey()
        let document = try await survey.ssa([("FORMAT", "METADATA")])
        let names = document.resources.flatMap(\.parameters).map(\.field.name)
        for name in ["POS", "SIZE", "BAND", "TIME", "FORMAT"] { #expect(names.contains("INPUT:" + name)) }
        #expect(document.tables.first?.rows.isEmpty == true)
    }

    @Test(
        "bad requests are answered by a VOTable with the reason",
        arguments: [
            ("POS", "garbage"), ("POS", "10,20;GALACTIC"), ("SIZE", "-1"), ("BAND", "a/b"), ("TIME", "yesterday"),
            ("MAXREC", "-1"),
            ("BAND", "2e-7/1e-7"),
        ])
    func errors(_ name: String, _ value: String) async throws {
        let survey = try await SmallSurvey(spectra: 2)
        let document = try await survey.ssa([(name, value)])
        #expect(document.status == "ERROR")
        let reason = document.resources.flatMap(\.infos).last { $0.name == "QUERY_STATUS" }?.content ?? ""
        #expect(reason.hasPrefix("UsageFault: \(name)"))
    }

    @Test("a folder without a survey is said")
    func noSurvey() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: ArchiveError.self) { _ = try await DemoArchiveServer(folder: folder.path) }
        #expect(error?.code == "ARC001")
    }

    @Test("only files of the survey are handed out")
    func confined() async throws {
        let survey = try await SmallSurvey(spectra: 2)
        for path in [
            "/product/labels.csv", "/product/../survey/labels.csv", "/product/%2e%2e/%2e%2e/etc/passwd", "/product/",
        ] {
            #expect(try await survey.get(path).status == 404, "\(path)")
        }
    }
}
