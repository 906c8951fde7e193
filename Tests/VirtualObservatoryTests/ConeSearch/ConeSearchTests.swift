// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite struct ConeSearchTests {
    @Test("a search is asked for in degrees")
    func request() throws {
        let search = ConeSearch("http://a/scs?cat=1", Player([:]))
        let circle = SkyCircle(centre: try #require(SkyPoint(83.5, -5)), radius: 0.1)
        #expect(try search.request(circle, verbosity: 3).url == "http://a/scs?cat=1&RA=83.5&DEC=-5.0&SR=0.1&VERB=3")
        #expect(throws: ServiceError.self) { try search.request(circle, verbosity: 4) }
        #expect(throws: ServiceError.self) { try search.request(SkyCircle(centre: circle.centre, radius: -1)) }
    }

    @Test(
        "a refusal in the manner of before DALI is found",
        arguments: [
            "<RESOURCE><INFO ID=\"Error\" name=\"Error\" value=\"bad SR\"/></RESOURCE>",
            "<INFO name=\"Error\" value=\"bad SR\"/>",
            "<RESOURCE><PARAM ID=\"Error\" name=\"Error\" datatype=\"char\" arraysize=\"*\" value=\"bad SR\"/></RESOURCE>",
        ])
    func error(inside: String) {
        #expect(throws: ServiceError.refused(url: "http://archive.example/s", message: "bad SR")) {
            try ConeSearch.answer(Recorded.response("<VOTABLE version=\"1.1\">\(inside)</VOTABLE>"))
        }
    }

    @Test("rows have positions, also by the first kind of UCDs")
    func positions() throws {
        let answer = try ConeSearch.answer(
            Recorded.response(
                """
                <VOTABLE version="1.1"><RESOURCE><TABLE><FIELD name="a" datatype="double" ucd="POS_EQ_RA_MAIN"/>
                <FIELD name="d" datatype="double" ucd="POS_EQ_DEC_MAIN"/><DATA><TABLEDATA><TR><TD>10</TD><TD>-5</TD></TR>
                <TR><TD/><TD/></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                """))
        #expect(answer.positions == [SkyPoint(10, -5), nil])
    }

    @Test("an answer of VizieR is read", .enabled(if: SharedData.isAvailable))
    func vizier() throws {
        let answer = try ConeSearch.answer(try Recorded.file("votable/vizier_b2_votable.xml"))
        #expect(!answer.table.rows.isEmpty)
    }
}
