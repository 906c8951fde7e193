// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing
import VirtualObservatory

/// DaCHS on loopback with two small collections of spectra: 40 with SSA, DataLink and SODA, 11 as plain FITS.
///
/// Started before the tests of a suite and stopped behind them; one that runs already is used and left alone.
struct DaCHSPeer: SuiteTrait, TestTrait, TestScoping {
    static let base = "http://127.0.0.1:8085"
    static let spectra = base + "/labspec/q/ssa/ssap.xml"
    static let files = base + "/labfits/q/ssa/ssap.xml?"
    static let links = base + "/labspec/q/sdl/dlmeta"
    static let tap = base + "/tap"

    static func did(_ number: Int) -> String {
        "ivo://lab.example/~?labspec/data/lab" + String(repeating: "0", count: 3 - "\(number)".count) + "\(number).fits"
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        guard Interop.isOn else { return try await body() }
        guard await !isUp() else { return try await body() }
        let status = try Self.run("dachs-up.sh")
        #expect(status == 0, "DaCHS does not start")
        defer { _ = try? Self.run("dachs-down.sh") }
        try await body()
    }

    private func isUp() async -> Bool {
        var settings = TransportSettings()
        settings.retries = 0
        // A query, because the server answers others without its database.
        var query = SSAQuery()
        query.maximumRecords = 1
        return (try? await SSAClient(Self.spectra, Transport(settings)).answer(query))?.records.count == 1
    }
}
