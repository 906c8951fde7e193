// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Testing
import VirtualObservatory

@Suite struct SSAClientTests {
    /// A made-up archive that takes SIZE for the diameter or for the radius and never sends more than `cap` rows.
    struct Archive: Sendable {
        struct Row: Sendable {
            var id: Int
            var point: SkyPoint
            var time: Double
        }

        var rows: [Row]
        var cap: Int
        var takesSizeForRadius = false

        func answer(_ request: TransportRequest) -> TransportResponse {
            let query = request.url.split(separator: "?").last ?? ""
            var fields: [String: String] = [:]
            for pair in query.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { fields[String(parts[0])] = String(parts[1]).removingPercentEncoding }
            }
            var found = rows
            if let centre = fields["POS"].flatMap({ SkyPoint($0) }), let size = fields["SIZE"].flatMap({ Double($0) }) {
                let radius = takesSizeForRadius ? size : size / 2
                found = found.filter { $0.point.distance(to: centre) <= radius }
            }
            if let range = fields["TIME"].flatMap({ try? TimeRange($0) }) {
                found = found.filter { $0.time >= range.start ?? -1e9 && $0.time <= range.end ?? 1e9 }
            }
            let most = min(cap, fields["MAXREC"].flatMap { Int($0) } ?? 20)
            let cells = found.prefix(most).map { row in
                "<TR><TD>ivo://a/\(row.id)</TD><TD>http://a/\(row.id)</TD><TD>\(row.point.rightAscension)</TD>"
                    + "<TD>\(row.point.declination)</TD><TD>\(row.time)</TD></TR>"
            }
            let status = found.count > most ? "OVERFLOW" : "OK"
            return Recorded.response(
                """
                <VOTABLE version="1.3"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
                <FIELD name="did" datatype="char" arraysize="*" utype="ssa:Curation.PublisherDID"/>
                <FIELD name="url" datatype="char" arraysize="*" utype="ssa:Access.Reference"/>
                <FIELD name="ra" datatype="double" ucd="pos.eq.ra;meta.main" unit="deg"/>
                <FIELD name="dec" datatype="double" ucd="pos.eq.dec;meta.main" unit="deg"/>
                <FIELD name="date" datatype="double" xtype="mjd" unit="d" utype="ssa:Char.TimeAxis.Coverage.Location.Value"/>
                <DATA><TABLEDATA>\(cells.joined())</TABLEDATA></DATA></TABLE>
                <INFO name="QUERY_STATUS" value="\(status)"/></RESOURCE></VOTABLE>
                """, url: request.url)
        }

        var client: SSAClient { SSAClient("http://a/ssa?", Player { answer($0) }) }
    }

    private func rows(_ count: Int, around centre: SkyPoint, radius: Double) -> [Archive.Row] {
        (0..<count).map { index in
            // A sunflower's pattern: even over the circle.
            let angle = Double(index) * 137.508
            let distance = radius * (Double(index) / Double(count)).squareRoot()
            let ra = centre.rightAscension + distance * cos(angle * .pi / 180) / cos(centre.declination * .pi / 180)
            let point = SkyPoint(ra, centre.declination + distance * sin(angle * .pi / 180)) ?? centre
            return Archive.Row(id: index, point: point, time: 56_000 + Double(index))
        }
    }

    private var centre: SkyPoint { SkyPoint(83, 21) ?? SkyPoint(0, 0)! }

    @Test("an answer cut off by a small default is asked for again with room for all")
    func raised() async throws {
        var query = SSAQuery()
        query.position = centre
        query.size = 2
        let archive = Archive(rows: rows(100, around: centre, radius: 0.9), cap: 1000)
        let result = try await archive.client.search(query)
        #expect(Set(result.records.map(\.publisherDID)).count == 100)
        #expect(result.isComplete && result.requests == 2)
    }

    @Test("what a service never sends at once is found by cutting the sky, each row once", arguments: [false, true])
    func sky(takesSizeForRadius: Bool) async throws {
        var query = SSAQuery()
        query.position = centre
        query.size = 2
        var archive = Archive(rows: rows(600, around: centre, radius: 1), cap: 50)
        archive.takesSizeForRadius = takesSizeForRadius
        let result = try await archive.client.search(query)
        #expect(result.isComplete)
        let expected = archive.rows.filter { $0.point.distance(to: centre) <= 1 }
        #expect(Set(result.records.map(\.publisherDID)) == Set(expected.map { "ivo://a/\($0.id)" }))
        #expect(result.records.count == expected.count)
    }

    @Test("many spectra of one star are found by cutting the time")
    func time() async throws {
        var query = SSAQuery()
        query.position = centre
        query.size = 0.1
        let rows = (0..<500).map { Archive.Row(id: $0, point: centre, time: 50_000 + 7.3 * Double($0)) }
        let result = try await Archive(rows: rows, cap: 40).client.search(query)
        #expect(result.isComplete && result.records.count == 500)
    }

    @Test("a query without any limit is cut as well")
    func all() async throws {
        let rows = rows(500, around: centre, radius: 10)
        let result = try await Archive(rows: rows, cap: 60).client.search(SSAQuery())
        #expect(result.isComplete && Set(result.records.map(\.publisherDID)).count == 500)
    }

    @Test("where no cut helps the result says that there is more")
    func hopeless() async throws {
        var query = SSAQuery()
        query.position = centre
        query.size = 0.1
        let rows = (0..<100).map { Archive.Row(id: $0, point: centre, time: 50_000) }
        let result = try await Archive(rows: rows, cap: 40).client.search(query)
        #expect(!result.isComplete && result.records.count == 40)
    }

    @Test("rows of a service that takes the diameter for the radius are dropped and counted")
    func dropped() async throws {
        var query = SSAQuery()
        query.position = centre
        query.size = 1
        var archive = Archive(rows: rows(80, around: centre, radius: 1), cap: 1000)
        archive.takesSizeForRadius = true
        let result = try await archive.client.search(query)
        let near = archive.rows.filter { $0.point.distance(to: centre) <= 0.5 }.count
        #expect(result.records.count == near && result.droppedByDistance == 80 - near)
    }

    @Test("who wants so many rows gets so many, and no more is asked")
    func limited() async throws {
        var query = SSAQuery()
        query.maximumRecords = 7
        let result = try await Archive(rows: rows(80, around: centre, radius: 1), cap: 1000).client.search(query)
        #expect(result.records.count == 7 && result.requests == 1 && !result.isComplete)
    }

    @Test("of several services each has its own fate")
    func survey() async throws {
        let archive = Archive(rows: rows(5, around: centre, radius: 1), cap: 1000)
        let player = Player { (request) throws(TransportError) in
            if request.url.hasPrefix("http://gone/") { throw .unknownHost(url: request.url) }
            if request.url.hasPrefix("http://page/") {
                return Recorded.response("<html>Moved</html>", url: request.url)
            }
            return archive.answer(request)
        }
        let survey = await SSASurvey.search(
            SSAQuery(), services: ["http://gone/s", "http://a/ssa", "http://page/s"], player)
        #expect(survey.outcomes.map(\.service) == ["http://gone/s", "http://a/ssa", "http://page/s"])
        #expect(survey.records.count == 5)
        guard case .failure(.transport) = survey.outcomes[0].result, case .success = survey.outcomes[1].result,
            case .failure(.notVOTable) = survey.outcomes[2].result
        else {
            Issue.record("wrong outcomes")
            return
        }
    }
}
