// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import TestSupport
import Testing
import VOTable

@testable import VirtualObservatory

@Suite struct RegistryTests {
    @Test("a question to the registry is ADQL, with what was typed in quotes")
    func adql() throws {
        var query = RegistryQuery()
        query.keywords = ["Be star's"]
        query.waveband = "Optical"
        let text = try query.adql()
        #expect(text.contains("standard_id LIKE 'ivo://ivoa.net/std/ssa%'") && text.contains("intf_role = 'std'"))
        #expect(text.contains("1 = ivo_hashlist_has(waveband, 'optical')"))
        #expect(text.contains("1 = ivo_hasword(res_title, 'Be star''s')"))
        query.waveband = "green"
        #expect(throws: ServiceError.self) { try query.adql() }
    }

    @Test("the services of a registry's answer are listed", .enabled(if: SharedData.isAvailable))
    func list() throws {
        let table = try TAPAnswer(try Recorded.file("registry/regtap.xml")).table
        let services = RegistryService.list(table)
        #expect(services.count == 30 && services.allSatisfy { $0.identifier.hasPrefix("ivo://") && $0.title != nil })
        #expect(services.contains { $0.wavebands.contains("radio") })
    }
}
