// SPDX-License-Identifier: Apache-2.0

import DemoArchive
import Foundation
import HTTPTransport
import Spectra
import TestSupport
import VOTable

/// A simulated survey of some spectra behind a running archive.
final class SmallSurvey: Sendable {
    let folder: TemporaryFolder
    let archive: DemoArchiveServer
    let transport: Transport

    init(spectra: Int = 24) async throws {
        folder = try TemporaryFolder()
        var parameters = SimulationParameters()
        parameters.spectra = spectra
        parameters.seed = 4
        _ = try Simulation.run(parameters, into: folder.appending("survey"))
        archive = try await DemoArchiveServer(folder: folder.appending("survey"))
        var settings = TransportSettings()
        settings.environment = [:]
        settings.retries = 0
        transport = Transport(settings)
    }

    func get(_ path: String, _ fields: [(String, String)] = []) async throws -> TransportResponse {
        let plain = CharacterSet.alphanumerics
        let query = fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
        return try await transport.fetch(TransportRequest(archive.url + path + "?" + query.joined(separator: "&")))
    }

    /// A query's answer as a document.
    func ssa(_ fields: [(String, String)]) async throws -> VOTableDocument {
        let answer = try await get("/ssa", [("REQUEST", "queryData")] + fields).requireData()
        return try VOTableDocument(bytes: Array(answer.body), name: "the answer")
    }

    /// The rows of a query by column name.
    func rows(_ fields: [(String, String)]) async throws -> [[String: VOTableValue]] {
        let table = try await ssa(fields).tables.first
        return (table?.rows ?? []).map { row in
            Dictionary(uniqueKeysWithValues: zip((table?.fields ?? []).map(\.name), row))
        }
    }
}

extension VOTableValue {
    var text: String { if case .text(let text) = self { text } else { "" } }
    var real: Double { if case .real(let real) = self { real } else { .nan } }
}

extension VOTableDocument {
    /// The last status counts.
    var status: String? { resources.flatMap(\.infos).last { $0.name == "QUERY_STATUS" }?.value }
}
