// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@testable import VirtualObservatory

@Suite struct SesameTests {
    // As documented at https://vizier.cds.unistra.fr/vizier/doc/sesame.htx, output option -ox.
    private let known = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Sesame xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Target option="SNV"><name>gamma Cas</name>
        <Resolver name="N=NED"><INFO>Zero (0) answers</INFO></Resolver>
        <Resolver name="S=Simbad"><otype>Be*</otype><jpos>00:56:42.53 +60:43:00.3</jpos><jradeg>14.1772153</jradeg>
        <jdedeg>+60.7167403</jdedeg><Vel><v>-6.8</v></Vel><spType>B0.5IVpe</spType><oname>* gam Cas</oname>
        <alias>HD 5394</alias><alias>HR   264</alias></Resolver></Target></Sesame>
        """

    @Test("an object has the position of the first resolver that knows it")
    func object() throws {
        let object = try Sesame.object(Recorded.response(known), name: "gamma Cas")
        #expect(object.position == SkyPoint(14.1772153, 60.7167403))
        #expect(object.resolver == "Simbad" && object.mainName == "* gam Cas" && object.type == "Be*")
        #expect(object.aliases == ["HD 5394", "HR 264"] && object.spectralType == "B0.5IVpe")
    }

    @Test("a name that nobody knows is said to be unknown, and a page is none")
    func unknown() {
        let nothing = "<Sesame><Target><name>xx</name><INFO>*** Nothing found ***</INFO></Target></Sesame>"
        #expect(throws: ServiceError.unknownName(name: "xx", url: "http://archive.example/s")) {
            try Sesame.object(Recorded.response(nothing), name: "xx")
        }
        #expect(throws: ServiceError.self) { try Sesame.object(Recorded.response("<html/>"), name: "xx") }
        #expect(throws: ServiceError.self) { try Sesame.object(Recorded.response("<Sesame>", status: 500), name: "xx") }
    }

    @Test("names are sent with every special sign escaped")
    func request() {
        #expect(
            Sesame("http://s", Player([:])).request("* gam Cas?&").url == "http://s/-oxpI/SNV?%2A%20gam%20Cas%3F%26")
    }
}
