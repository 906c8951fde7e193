// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite(.enabled(if: Interop.isOn), .serialized, DaCHSPeer()) struct DaCHSInteropTests {
    private let transport = Transport()

    private func search(_ change: (inout SSAQuery) throws -> Void) async throws -> SSAResult {
        var query = SSAQuery()
        try change(&query)
        return try await SSAClient(DaCHSPeer.spectra, transport).search(query)
    }

    // MARK: - SSA

    @Test("by position: DaCHS takes the diameter for the radius, what is too far is dropped")
    func position() async throws {
        let result = try await search {
            $0.position = SkyPoint(83, 21)
            $0.size = 0.6
        }
        #expect(result.records.map(\.targetName) == ["LAB 000", "LAB 008"])
        #expect(result.droppedByDistance == 3 && result.isComplete)
    }

    @Test("by band, time and name")
    func otherWays() async throws {
        #expect(try await search { $0.band = NumberRange(6.5e-7, 6.6e-7) }.records.count == 40)
        #expect(try await search { $0.band = NumberRange(1e-9, 1e-8) }.records.isEmpty)
        let timed = try await search { $0.time = try TimeRange("2013-01-01/2013-03-31") }
        #expect(timed.records.count == 12)
        #expect(timed.records.allSatisfy { (56293...56383).contains($0.time ?? 0) })
        #expect(try await search { $0.targetName = "LAB 003" }.records.map(\.publisherDID) == [DaCHSPeer.did(3)])
        #expect(try await search { $0.publisherDID = DaCHSPeer.did(4) }.records.map(\.targetName) == ["LAB 004"])
    }

    @Test("its form has the parameters of the standard and its own")
    func metadata() async throws {
        let form = try await SSAClient(DaCHSPeer.spectra, transport).form()
        let names = Set(form.inputs.map(\.name))
        #expect(
            names.isSuperset(
                of: ["POS", "SIZE", "BAND", "TIME", "FORMAT", "TARGETNAME", "WILDTARGET", "MAXREC"].map {
                    $0 == "MAXREC" ? "maxrec" : $0
                }))
    }

    @Test("an answer cut off is found whole")
    func overflow() async throws {
        let client = SSAClient(DaCHSPeer.spectra + "?MAXREC=7", transport)
        var query = SSAQuery()
        query.maximumRecords = 3
        let first = try await client.search(query)
        #expect(first.records.count == 3 && !first.isComplete)
        let all = try await client.search(SSAQuery())
        #expect(Set(all.records.map(\.publisherDID)).count == 40 && all.isComplete && all.requests == 2)
    }

    @Test("plain FITS of the other collection, and both at once beside a service that is away")
    func several() async throws {
        let survey = await SSASurvey.search(
            SSAQuery(), services: [DaCHSPeer.spectra, DaCHSPeer.base + "/nowhere", DaCHSPeer.files], transport)
        #expect(survey.records.count == 51)
        #expect(throws: ServiceError.self) { try survey.outcomes[1].result.get() }
        let file = try #require(survey.records.last?.accessURL)
        #expect(try await transport.fetch(TransportRequest(file)).content == .fits || file.hasSuffix(".gz"))
    }

    @Test("refusals are the service's words")
    func refusals() async throws {
        let url = DaCHSPeer.spectra + "?REQUEST=queryData&POS=foo&SIZE=1"
        let response = try await transport.fetch(TransportRequest(url))
        #expect(throws: ServiceError.self) { try SSAAnswer(response, service: "s") }
        await #expect(throws: ServiceError.self) {
            try await search {
                $0.position = SkyPoint(83, 21)
                $0.size = 300
            }
        }
    }

    // MARK: - DataLink and SODA

    @Test("the links of many datasets in one request, one of them unknown")
    func links() async throws {
        let ids = (0..<10).map { DaCHSPeer.did($0) } + ["ivo://lab.example/~?labspec/data/nope.fits"]
        let answer = try await DataLinkClient(DaCHSPeer.links, transport).links(ids)
        for id in ids.dropLast() {
            #expect(answer.processing(of: id).map(\.descriptor.kind).first == .sodaSync)
        }
        guard case .fault(let fault) = try #require(answer.rows(of: ids[10]).first).target else {
            Issue.record("no fault")
            return
        }
        #expect(fault.kind == .notFound)
    }

    @Test(
        "a cut of every form is in the band asked for", arguments: ["votable", "application/fits", "text/csv"],
        ["UNCALIBRATED", "RELATIVE", "normalized"])
    func cut(format: String, calibration: String) async throws {
        let result = try await search { $0.targetName = "LAB 003" }
        let record = try #require(result.records.first)
        let soda = try #require(result.descriptors.first { $0.kind == .sodaSync })
        let choice = SODAChoice(
            interval: SpectralInterval(vacuum: NumberRange(6.55e-7, 6.575e-7)),
            values: [.init("FORMAT", format), .init("FLUXCALIB", calibration)])
        let outcome = try await SODAClient(soda, transport).product(choice) { record.value(ofColumn: $0) }
        guard case .product(let product) = outcome else {
            Issue.record("empty")
            return
        }
        switch format {
        case "votable":
            #expect(product.content == .voTable)
            let table = try #require(try VOTableDocument(bytes: Array(product.body), name: "cut").tables.first)
            let waves = table.rows.compactMap { $0[0].number }
            #expect(waves.count > 50 && waves.allSatisfy { $0 > 6549 && $0 < 6576 })
            let fluxes = table.rows.compactMap { $0[1].number }
            if calibration == "RELATIVE" { #expect(abs((fluxes.max() ?? 0) - 1) < 1e-6) }
        case "application/fits": #expect(product.content == .fits && product.body.count % 2880 == 0)
        default: #expect(product.content == .text && product.body.count > 1000)
        }
    }

    @Test("outside the spectrum there is nothing, inside a bad value there is a refusal")
    func empty() async throws {
        let result = try await search { $0.targetName = "LAB 003" }
        let record = try #require(result.records.first)
        let soda = try #require(result.descriptors.first { $0.kind == .sodaSync })
        let outside = SODAChoice(interval: SpectralInterval(vacuum: NumberRange(1e-9, 1e-8)))
        #expect(try await SODAClient(soda, transport).product(outside) { record.value(ofColumn: $0) } == .empty)
        await #expect(throws: ServiceError.self) {
            try await SODAClient(soda, transport).product(SODAChoice(values: [.init("BAND", "hello")])) {
                record.value(ofColumn: $0)
            }
        }
        await #expect(throws: ServiceError.self) {
            try await SODAClient(soda, transport).product(SODAChoice()) { _ in
                "ivo://lab.example/~?labspec/data/nope.fits"
            }
        }
    }

    @Test("a cut as a remote job is the same as at once")
    func async() async throws {
        let id = DaCHSPeer.did(5)
        let answer = try await DataLinkClient(DaCHSPeer.links, transport).links([id])
        let services = answer.processing(of: id)
        #expect(services.map(\.descriptor.kind) == [.sodaSync, .sodaAsync])
        let choice = SODAChoice(
            interval: SpectralInterval(vacuum: NumberRange(6.55e-7, 6.575e-7)), values: [.init("FORMAT", "text/csv")])
        var bodies: [Data] = []
        for service in services {
            let outcome = try await SODAClient(service.descriptor, transport).product(choice) {
                service.row.value(ofColumn: $0)
            }
            guard case .product(let product) = outcome else {
                Issue.record("empty")
                return
            }
            bodies.append(product.body)
        }
        #expect(bodies.count == 2 && bodies.first == bodies.last)
    }

    // MARK: - TAP, UWS, VOSI

    @Test("a query at once and as a job, with a table sent along")
    func tap() async throws {
        let tap = TAPClient(DaCHSPeer.tap, transport)
        let adql = "SELECT TOP 5 accref, ssa_targname FROM labspec.data ORDER BY ssa_targname"
        let atOnce = try await tap.query(adql)
        let asJob = try await tap.queryAsJob(adql)
        #expect(atOnce.table.rows.count == 5 && atOnce.table.rows == asJob.table.rows)
        #expect(try await tap.query("SELECT accref FROM labspec.data", maximumRecords: 2).isOverflow)

        var table = VOTableDocument.Table()
        table.fields = [VOTableField(name: "name", datatype: .char, arraysize: "*")]
        table.rows = [[.text("LAB 001")], [.text("LAB 002")], [.text("no such")]]
        let bytes = try VOTableWriter(inMemoryAs: "mine", table: table).finishInMemory()
        let upload = try TAPUpload(name: "mine", content: Data(bytes))
        let joined =
            "SELECT m.name FROM TAP_UPLOAD.mine AS m JOIN labspec.data AS d ON m.name = d.ssa_targname ORDER BY m.name"
        #expect(try await tap.query(joined, uploads: [upload]).table.rows == [[.text("LAB 001")], [.text("LAB 002")]])
        #expect(try await tap.queryAsJob(joined, uploads: [upload]).table.rows.count == 2)
    }

    @Test("errors of queries are said at once and as a job")
    func tapErrors() async throws {
        let tap = TAPClient(DaCHSPeer.tap, transport)
        await #expect { try await tap.query("SELECT nope FROM labspec.data") } throws: {
            "\($0)".hasPrefix("VOS001") && "\($0)".contains("nope")
        }
        await #expect { try await tap.queryAsJob("SELECT nope FROM labspec.data") } throws: {
            "\($0)".hasPrefix("VOS009") && "\($0)".contains("nope")
        }
    }

    @Test("a job is created, aborted, listed and deleted")
    func job() async throws {
        let uws = UWSClient(DaCHSPeer.tap + "/async", transport)
        let body = try TAPClient(DaCHSPeer.tap, transport).body("SELECT accref FROM labspec.data")
        let job = try await uws.create(body)
        #expect(job.phase == .pending && job.url.hasSuffix(job.id))
        #expect(try await uws.list().contains { $0.id == job.id })
        #expect(try await uws.abort(job).phase == .aborted)
        await #expect(throws: ServiceError.self) { try await uws.completed(job, patience: 5) }
        try await uws.delete(job)
        await #expect(throws: ServiceError.self) { try await uws.look(job) }
        try await uws.delete(job)
    }

    @Test("spectra around a position from the table of observations are those of SSA")
    func obsTAP() async throws {
        let circle = SkyCircle(centre: try #require(SkyPoint(83, 21)), radius: 0.3)
        let adql = ObsTAP.spectra(in: circle, band: NumberRange(6.5e-7, 6.6e-7))
        let records = try await TAPClient(DaCHSPeer.tap, transport).query(adql).records(service: DaCHSPeer.tap)
        let ssa = try await search {
            $0.position = circle.centre
            $0.size = 0.6
        }
        #expect(Set(records.map(\.publisherDID)) == Set(ssa.records.map(\.publisherDID)) && records.count == 2)
    }

    @Test("services say that they are up, what they can do and what tables they have")
    func vosi() async throws {
        let client = VOSIClient(DaCHSPeer.spectra, transport)
        #expect(try await client.availability().isAvailable)
        #expect(
            try await client.capabilities().contains { $0.standardID.lowercased().hasPrefix("ivo://ivoa.net/std/ssa") })
        #expect(try await TAPClient(DaCHSPeer.tap, transport).tables().contains { $0.name == "labspec.data" })
    }
}
