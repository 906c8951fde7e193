// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Testing

@testable import VirtualObservatory

@Suite struct CrossMatchTests {
    private let table = """
        <VOTABLE><RESOURCE><TABLE><FIELD name="id" datatype="int"/><FIELD name="alpha" datatype="double" ucd="pos.eq.ra;meta.main"/>
        <FIELD name="delta" datatype="double" ucd="pos.eq.dec;meta.main"/></TABLE></RESOURCE></VOTABLE>
        """

    @Test("the columns of position are found and named to the service")
    func request() throws {
        let upload = try TAPUpload(name: "mine", content: Data(table.utf8))
        let match = CrossMatch("http://x/sync", Player([:]))
        let request = try match.request(upload, catalogue: "I/355/gaiadr3", radius: 2)
        guard case .multipart(let parts) = request.body else {
            Issue.record("not multipart")
            return
        }
        let texts = Dictionary(
            uniqueKeysWithValues: parts.dropLast().map { ($0.name, String(decoding: $0.content, as: UTF8.self)) })
        #expect(
            texts == [
                "request": "xmatch", "distMaxArcsec": "2.0", "selection": "all", "RESPONSEFORMAT": "votable",
                "cat2": "vizier:I/355/gaiadr3", "colRA1": "alpha", "colDec1": "delta",
            ])
        #expect(parts.last?.name == "cat1" && parts.last?.content == upload.content)
    }

    @Test("what cannot be matched is refused before it is sent")
    func refused() throws {
        let match = CrossMatch("http://x/sync", Player([:]))
        let upload = try TAPUpload(name: "mine", content: Data(table.utf8))
        #expect(throws: ServiceError.self) { try match.request(upload, catalogue: "simbad", radius: 500) }
        #expect(throws: ServiceError.self) { try match.request(upload, catalogue: " ", radius: 2) }
        let blind = try TAPUpload(name: "b", content: Data(table.replacing("pos.eq", with: "x").utf8))
        #expect(throws: ServiceError.self) { try match.request(blind, catalogue: "simbad", radius: 2) }
    }
}
