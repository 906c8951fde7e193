// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing
import VOTable

@Suite struct DataLinkTests {
    @Test("the SSA answer describes its services, by column for the identifier")
    func embedded() async throws {
        let survey = try await SmallSurvey(spectra: 3)
        let document = try await survey.ssa([])
        let services = document.resources.filter { $0.utype == "adhoc:service" }
        #expect(services.map(\.id) == ["links", "soda"])
        let columns = Set((document.tables.first?.fields ?? []).compactMap(\.id))
        for service in services {
            let identifier = service.groups.first?.parameters.first { $0.field.name == "ID" }
            #expect(identifier?.field.ref.map { columns.contains($0) } == true)
        }
        let link = document.tables.first?.fields.first { $0.name == "datalink" }?.links.first
        #expect(link?.contentType == "application/x-votable+xml;content=datalink")
    }

    @Test("links lead to the file and the service with its limits; an unknown identifier is a row with the reason")
    func links() async throws {
        let survey = try await SmallSurvey(spectra: 3)
        let row = try #require(try await survey.rows([]).first)
        let identifier = row["ssa_pubDID"]?.text ?? ""
        let answer = try await survey.get("/links", [("ID", identifier), ("ID", "ivo://no/such")])
        #expect(answer.headers["content-type"] == "application/x-votable+xml;content=datalink")
        let document = try VOTableDocument(bytes: Array(answer.body), name: "links")
        let table = try #require(document.tables.first)
        let names = table.fields.map(\.name)
        let rows = table.rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
        #expect(rows.count == 3)
        #expect(rows[0]["access_url"] == row["accref"])
        #expect(rows[0]["semantics"] == .text("#this"))
        let service = document.resources.first { $0.id == rows[1]["service_def"]?.text }
        let band = service?.groups.first?.parameters.first { $0.field.name == "BAND" }?.field
        #expect(band?.minimum.flatMap { Double($0) } == row["ssa_specstart"]?.real)
        #expect(rows[2]["error_message"]?.text.hasPrefix("NotFoundFault:") == true)
        #expect(rows[2]["access_url"]?.text == "")
    }
}
