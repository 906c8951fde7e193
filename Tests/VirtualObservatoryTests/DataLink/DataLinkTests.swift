// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

@Suite(.enabled(if: SharedData.isAvailable)) struct DataLinkTests {
    @Test("a links document has files, services and their descriptors")
    func links() throws {
        let answer = try DataLinkAnswer(try Recorded.answer("dl-links"))
        let id = "ivo://lab.example/~?labspec/data/lab000.fits"
        #expect(answer.rows.allSatisfy { $0.id == id })
        #expect(answer.rows.contains { $0.relation == "this" })
        let services = answer.processing(of: id)
        #expect(services.map(\.descriptor.kind) == [.sodaSync, .sodaAsync])
        #expect(services[0].descriptor.accessURL == "http://127.0.0.1:8085/labspec/q/sdl/dlget")
        #expect(services[0].descriptor.choices.map(\.name) == ["FLUXCALIB", "BAND", "FORMAT"])
        let limits = try #require(services[0].descriptor.spectralLimits)
        #expect(limits == NumberRange(6.251615e-7, 6.741633e-7))
    }

    @Test("of several datasets each finds its rows, an unknown one the reason")
    func several() throws {
        let answer = try DataLinkAnswer(try Recorded.answer("dl-links-multi"))
        #expect(Set(answer.rows.map(\.id)).count == 3)
        let missing = answer.rows(of: "ivo://lab.example/~?labspec/data/nope.fits")
        guard case .fault(let fault) = try #require(missing.first).target else {
            Issue.record("no fault")
            return
        }
        #expect(fault.kind == .notFound)
        for name in ["lab000", "lab001"] {
            let id = "ivo://lab.example/~?labspec/data/\(name).fits"
            let descriptor = try #require(answer.processing(of: id).first).descriptor
            #expect(descriptor.inputs.first { $0.name == "ID" }?.value == id)
        }
    }

    @Test("a question without a dataset has an answer that is none")
    func noDataset() throws {
        let answer = try DataLinkAnswer(try Recorded.answer("dl-links-noid"))
        #expect(answer.rows.allSatisfy { if case .fault = $0.target { true } else { false } })
    }

    @Test(
        "the documents of other archives are read",
        arguments: [("proc", 5), ("cutout1", 6), ("alma-datalink", 9), ("casda_datalink", 6), ("datalink", 4)])
    func archives(name: String, rows: Int) throws {
        let answer = try DataLinkAnswer(try Recorded.file("datalink/\(name).xml"))
        #expect(answer.rows.count == rows)
        for row in answer.rows {
            if case .service = row.target { #expect(answer.descriptor(row) != nil) }
        }
    }

    @Test("a value that a descriptor refers to comes from the row's column of that ID")
    func reference() throws {
        let answer = try DataLinkAnswer(try Recorded.file("datalink/casda_datalink.xml"))
        let row = try #require(answer.rows.first { $0.relation == "cutout" })
        let descriptor = try #require(answer.descriptor(row))
        #expect(descriptor.kind == .sodaAsync)
        let fields = try descriptor.fields(SODAChoice()) { row.value(ofColumn: $0) }
        #expect(fields == [.init("ID", "cube-244")])
    }

    @Test(
        "relations are known as fragments, bare words and full addresses",
        arguments: ["#preview", "preview", "http://www.ivoa.net/rdf/datalink/core#Preview"])
    func relations(semantics: String) {
        #expect(DataLinkRow(id: "x", target: .url("u"), semantics: semantics).relation == "preview")
    }
}

@Suite struct DataLinkClientTests {
    private func document(_ rows: [(String, String)], status: String = "OK") -> String {
        let cells = rows.map { "<TR><TD>\($0.0)</TD><TD>\($0.1)</TD><TD/><TD/><TD>#this</TD></TR>" }.joined()
        let fields = ["ID", "access_url", "service_def", "error_message", "semantics"]
            .map { "<FIELD name=\"\($0)\" datatype=\"char\" arraysize=\"*\"/>" }.joined()
        return
            "<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>\(fields)<DATA><TABLEDATA>\(cells)"
            + "</TABLEDATA></DATA></TABLE><INFO name=\"QUERY_STATUS\" value=\"\(status)\"/></RESOURCE></VOTABLE>"
    }

    private func asked(_ url: String) -> [String] {
        (url.split(separator: "?").last ?? "").split(separator: "&").compactMap { pair in
            pair.hasPrefix("ID=") ? String(pair.dropFirst(3)).removingPercentEncoding : nil
        }
    }

    @Test("a service that answers for two at a time is asked for the rest")
    func overflow() async throws {
        let player = Player { request in
            let ids = asked(request.url)
            return Recorded.response(
                document(ids.prefix(2).map { ($0, "f/" + $0) }, status: ids.count > 2 ? "OVERFLOW" : "OK"),
                url: "http://a/links/x?ID=1")
        }
        let ids = (0..<5).map { "ivo://a/~?n+\($0)" }
        let answer = try await DataLinkClient("http://a/links", player).links(ids + ids)
        #expect(answer.rows.map(\.id) == ids)
        #expect(answer.rows[0].target == .url("http://a/links/f/ivo://a/~?n+0"))
        #expect(player.requests.count == 3)
        #expect(player.requests[0].url.contains("ID=ivo%3A%2F%2Fa%2F~%3Fn%2B0&ID="))
    }

    @Test("a service that takes one dataset only is asked one by one, and silence is a fault")
    func single() async throws {
        let player = Player { request in
            let ids = asked(request.url)
            if ids.count > 1 { return Recorded.response("UsageError: one ID", status: 400) }
            return Recorded.response(document(ids == ["c"] ? [] : [(ids[0], "http://f/\(ids[0])")]))
        }
        let answer = try await DataLinkClient("http://a/links", player).links(["a", "b", "c"])
        #expect(answer.rows.map(\.id) == ["a", "b", "c"])
        guard case .fault(let fault) = answer.rows[2].target else {
            Issue.record("no fault")
            return
        }
        #expect(fault.kind == .notFound)
    }
}
