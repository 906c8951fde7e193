// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct TAPAnswerTests {
    @Test(
        "a result cut off by MAXREC says so",
        arguments: [("tap-sync-overflow", true), ("tap-obscore", true), ("uws-result", false)])
    func overflow(name: String, isOverflow: Bool) throws {
        #expect(try TAPAnswer(try Recorded.answer(name)).isOverflow == isOverflow)
    }

    @Test("rows of ObsCore are spectra with wavelengths, dates and sizes in the right unit")
    func obsCore() throws {
        let answer = try TAPAnswer(try Recorded.answer("tap-obscore"))
        let records = answer.records(service: "http://127.0.0.1:8085/tap")
        #expect(records.count == 2)
        let first = try #require(records.first)
        #expect(
            first.publisherDID?.hasPrefix("ivo://lab.example/~?") == true
                && first.accessURL?.hasPrefix("http://") == true)
        #expect(first.position != nil && first.time != nil)
        let (start, stop) = (try #require(first.bandStart), try #require(first.bandStop))
        #expect(start > 3e-7 && start < stop && stop < 1e-6)
        let place = try #require(first.fields.firstIndex { $0.name == "access_estsize" })
        let kilobytes = try #require(first.cells[place].number)
        #expect(first.estimatedSize == Int(kilobytes) * 1000)
        #expect(answer.descriptors.map(\.kind) == [.links])
    }

    @Test("binary and text serialisations of a table are the same rows")
    func serialisations() throws {
        let binary = try TAPAnswer(try Recorded.answer("tap-sync-b2")).table
        let text = try TAPAnswer(try Recorded.answer("tap-sync-td")).table
        #expect(binary.fields.count == 57 && text.fields.count == 57)
        let binaryWords = binary.rows.prefix(2).map { $0.map(\.text) }
        #expect(Array(binaryWords) == text.rows.map { $0.map(\.text) })
    }
}

@Suite struct TAPClientTests {
    @Test(
        "the base of a service is found in any of its addresses",
        arguments: ["http://a/tap", "http://a/tap/", "http://a/tap/sync", "http://a/tap/async?"])
    func base(address: String) { #expect(TAPClient(address, Player([:])).service == "http://a/tap") }

    @Test("tables are sent along as parts that the UPLOAD parameter names")
    func upload() throws {
        let upload = try TAPUpload(name: "mine", content: Data("<VOTABLE/>".utf8))
        guard
            case .multipart(let parts) = try TAPClient("http://a", Player([:])).body(
                "SELECT 1", uploads: [upload], maximumRecords: 5)
        else {
            Issue.record("not multipart")
            return
        }
        #expect(parts.map(\.name) == ["REQUEST", "LANG", "QUERY", "MAXREC", "UPLOAD", "mine"])
        #expect(parts[4].content == Data("mine,param:mine".utf8) && parts[5].content == upload.content)
        #expect(throws: ServiceError.self) { try TAPUpload(name: "my table; DROP", content: Data()) }
        #expect(throws: ServiceError.self) { try TAPClient("http://a", Player([:])).body("  ") }
    }

    @Test("a job is created, started, waited for, read and removed, by a service that starts nothing by itself")
    func job() async throws {
        let phases = Counter()
        let player = Player { request in
            let job = "http://a/tap/async/j1"
            func document(_ phase: String) -> TransportResponse {
                Recorded.response(
                    "<uws:job xmlns:uws=\"u\" xmlns:xlink=\"x\"><uws:jobId>j1</uws:jobId><uws:phase>\(phase)</uws:phase><uws:results>"
                        + (phase == "COMPLETED" ? "<uws:result id=\"result\" xlink:href=\"j1/out\"/>" : "")
                        + "</uws:results></uws:job>", url: job)
            }
            if request.method == .delete { return Recorded.response("", url: "http://a/tap/async") }
            if request.url.hasSuffix("/out") {
                return Recorded.response(
                    "<VOTABLE><RESOURCE type=\"results\"><TABLE><FIELD name=\"a\" datatype=\"int\"/><DATA><TABLEDATA><TR><TD>7</TD></TR>"
                        + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>", url: request.url)
            }
            if request.method == .post, request.url.hasSuffix("/phase") { return document("QUEUED") }
            if request.method == .post { return document("PENDING") }
            return document(phases.next() < 2 ? "EXECUTING" : "COMPLETED")
        }
        let answer = try await TAPClient("http://a/tap", player).queryAsJob("SELECT 1")
        #expect(answer.table.rows == [[.integer(7)]])
        let urls = player.requests.map { $0.method.rawValue + " " + $0.url }
        #expect(urls.first == "POST http://a/tap/async" && urls.last == "DELETE http://a/tap/async/j1")
        #expect(urls.contains("POST http://a/tap/async/j1/phase"))
        #expect(urls.contains { $0.hasPrefix("GET http://a/tap/async/j1?WAIT=30&PHASE=QUEUED") })
        #expect(urls.contains("GET http://a/tap/async/j1/results/j1/out"))
    }

    @Test("a job that fails is reported with the words of its error document")
    func failure() async {
        let player = Player { request in
            if request.url.hasSuffix("/error") {
                return Recorded.response(
                    "<VOTABLE><RESOURCE><INFO name=\"QUERY_STATUS\" value=\"ERROR\">no such column</INFO></RESOURCE></VOTABLE>"
                )
            }
            return Recorded.response(
                "<job><jobId>1</jobId><phase>ERROR</phase><errorSummary type=\"fatal\" hasDetail=\"true\"><message>failed</message>"
                    + "</errorSummary></job>", url: "http://a/async/1")
        }
        await #expect(
            throws: ServiceError.jobFailed(url: "http://a/async/1", phase: "ERROR", message: "no such column")
        ) { try await TAPClient("http://a", player).queryAsJob("SELECT nope") }
    }

    @Test("a query for spectra is ADQL with quotes, units and whole periods")
    func obsTAP() throws {
        let circle = SkyCircle(centre: try #require(SkyPoint(83.5, -5)), radius: 0.1)
        #expect(
            ObsTAP.spectra(
                in: circle, band: NumberRange(6.5e-7, nil), time: try TimeRange("2013/2014"), target: "Barnard's star")
                == "SELECT * FROM ivoa.obscore WHERE dataproduct_type = 'spectrum' AND 1 = CONTAINS(POINT('ICRS', s_ra, s_dec), "
                + "CIRCLE('ICRS', 83.5, -5.0, 0.1)) AND em_max >= 6.5e-07 AND t_max >= 56293.0 AND t_min <= 57023.0 "
                + "AND target_name = 'Barnard''s star'")
    }
}

/// Counts calls.
final class Counter: @unchecked Sendable {
    // Only one task uses it.
    private var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}
