// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Testing

@testable import VirtualObservatory

@Suite struct SSAQueryTests {
    private func sent(_ change: (inout SSAQuery) -> Void) throws -> [String: String] {
        var query = SSAQuery()
        change(&query)
        return Dictionary(uniqueKeysWithValues: try query.fields().map { ($0.name, $0.value) })
    }

    @Test("a query is sent with the parameters of the standard, and no others")
    func fields() throws {
        let fields = try sent {
            $0.position = SkyPoint(83, 21.5)
            $0.size = 0.5
            $0.band = NumberRange("6.5e-7/6.6e-7")
            $0.time = try? TimeRange("2013-01-01/")
            $0.targetName = "LAB 003"
            $0.publisherDID = "ivo://x/~?a"
            $0.signalToNoise = 10
            $0.maximumRecords = 5
        }
        #expect(
            fields == [
                "REQUEST": "queryData", "POS": "83.0,21.5", "SIZE": "0.5", "BAND": "6.5e-07/6.6e-07",
                "TIME": "2013-01-01/",
                "TARGETNAME": "LAB 003", "PUBDID": "ivo://x/~?a", "SNR": "10.0", "MAXREC": "5",
            ])
    }

    @Test("half-open ranges keep the open end")
    func ranges() {
        #expect(
            NumberRange("/2")?.text == "/2.0" && NumberRange("1/")?.text == "1.0/" && NumberRange("1")?.text == "1.0")
        for text in ["", "/", "a/b", "2/1", "1/2/3", "nan/1", "1/inf"] { #expect(NumberRange(text) == nil) }
    }

    @Test("what services answer with nonsense is refused here")
    func refused() {
        #expect(throws: ServiceError.self) { try sent { $0.size = 1 } }
        #expect(throws: ServiceError.self) {
            try sent {
                $0.position = SkyPoint(1, 1)
                $0.size = -1
            }
        }
        #expect(throws: ServiceError.self) { try sent { $0.band = NumberRange(6500, 6600) } }
        #expect(throws: ServiceError.self) { try sent { $0.band = NumberRange(-1, 1) } }
        #expect(throws: ServiceError.self) { try sent { $0.bandpass = "6e-7/7e-7" } }
        #expect(throws: ServiceError.self) { try sent { $0.maximumRecords = 0 } }
        #expect(throws: ServiceError.self) { try sent { $0.targetName = " " } }
        #expect(throws: ServiceError.self) {
            try sent {
                $0.targetName = "x"
                $0.others = [.init("targetname", "y")]
            }
        }
    }

    @Test("a preset in the address gives way to what the query says")
    func presets() throws {
        let client = SSAClient("http://a.example/ssa?table=x&format=all&", Player([:]))
        var query = SSAQuery()
        query.format = "votable"
        #expect(
            try client.request(query).url == "http://a.example/ssa?table=x&REQUEST=queryData&FORMAT=votable")
    }
}
