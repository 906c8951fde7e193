// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

@Suite struct DALIAnswerTests {
    @Test(
        "an error that came as HTTP 200 with a VOTable is the service's refusal, with its words",
        .enabled(if: SharedData.isAvailable),
        arguments: [
            ("ssa-err-badpos", "Field range within POS: 'FOO' is not a valid value for range within POS"),
            (
                "ssa-err-badrequest",
                "Field REQUEST: Missing or invalid value for REQUEST. According to SSAP, you can only have queryData "
                    + "here; as an extension, this service also understands getTargetNames."
            ),
            ("tap-sync-err", "Field query: No such field known: column 'nope' could not be located in table metadata"),
            ("uws-bad-phase", "Field phase: Bad phase: BOGUS"),
            ("uws-gone", "UWS job 're1a1jay' could not be located in jobs table"),
        ])
    func refusals(name: String, message: String) throws {
        let response = try Recorded.answer(name)
        #expect(throws: ServiceError.refused(url: response.url, message: message)) { try DALIAnswer(response) }
    }

    @Test("an error status with text or a page quotes its start and the address", .enabled(if: SharedData.isAvailable))
    func statuses() throws {
        let text = try Recorded.answer("soda-err-badband")
        #expect(
            throws: ServiceError.status(
                url: text.url, status: 422, text: "UsageError: Field BAND: 'hello' is not a valid literal for BAND")
        ) { try DALIAnswer(text) }
        let page = try Recorded.answer("soda-err-unknownid")
        do {
            _ = try DALIAnswer(page)
            Issue.record("a page was taken for an answer")
        } catch {
            #expect("\(error)".contains("404") && "\(error)".contains("Interop Lab -- Not Found"))
            #expect("\(error)".contains("labspec/q/sdl/dlget"))
        }
    }

    @Test("a page with status 200 is said to be one")
    func page() {
        let response = Recorded.response("<html><body><h1>Down for maintenance</h1></body></html>")
        #expect(
            throws: ServiceError.notVOTable(
                url: "http://archive.example/s", kind: "an HTML page", text: "Down for maintenance")
        ) { try DALIAnswer(response) }
        #expect(throws: ServiceError.notVOTable(url: "http://archive.example/s", kind: "nothing", text: "")) {
            try DALIAnswer(Recorded.response(""))
        }
    }

    @Test(
        "the status is that in front of the table, or behind it where that says something worse",
        .enabled(if: SharedData.isAvailable),
        arguments: [
            ("ssa-maxrec-overflow", QueryStatus.overflow), ("ssa-all", .ok), ("tap-sync-overflow", .overflow),
            ("tap-obscore", .overflow), ("dl-links", .ok),
        ])
    func status(name: String, expected: QueryStatus) throws {
        #expect(try DALIAnswer(try Recorded.answer(name)).status == expected)
    }

    @Test("an overflow noted behind the rows wins over the OK in front of them", .enabled(if: SharedData.isAvailable))
    func overflowBehind() throws {
        #expect(try DALIAnswer(try Recorded.file("ssa/overflowstatus.xml")).status == .overflow)
        #expect(throws: ServiceError.self) { try DALIAnswer(try Recorded.file("ssa/errorstatus.xml")) }
        #expect(throws: ServiceError.self) { try DALIAnswer(try Recorded.file("ssa/ssap_error.xml")) }
    }
}
