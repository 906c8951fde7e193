// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// What the archive answers, apart from how it travels.
struct ArchiveService: Sendable {
    struct Answer: Sendable {
        var status = 200
        var contentType: String
        var body: [UInt8]

        static func text(_ status: Int, _ text: String) -> Answer {
            Answer(status: status, contentType: "text/plain", body: Array((text + "\n").utf8))
        }
    }

    let catalogue: ArchiveCatalogue

    func answer(path: String, parameters: ArchiveParameters, addresses: ArchiveAddresses) -> Answer {
        do {
            switch path {
            case "/ssa": return try ssa(parameters, addresses)
            case "/links": return try links(parameters, addresses)
            case "/soda": return try soda(parameters)
            case "/":
                return .text(200, "A simulated archive of \(catalogue.spectra.count) spectra. SSA: \(addresses.ssa)")
            default:
                guard path.hasPrefix("/product/"), let name = path.dropFirst(9).removingPercentEncoding else {
                    return .text(404, "there is nothing here; the spectra are at \(addresses.ssa)")
                }
                return product(name)
            }
        } catch {
            return .text(500, "FatalFault: \(error)")
        }
    }

    private func ssa(_ parameters: ArchiveParameters, _ addresses: ArchiveAddresses) throws -> Answer {
        let document = try SSAAnswer(catalogue: catalogue, addresses: addresses).document(for: parameters)
        return Answer(contentType: "application/x-votable+xml", body: document)
    }

    private func links(_ parameters: ArchiveParameters, _ addresses: ArchiveAddresses) throws -> Answer {
        let document = try LinksAnswer(catalogue: catalogue, addresses: addresses).document(for: parameters.all("ID"))
        return Answer(contentType: "application/x-votable+xml;content=datalink", body: document)
    }

    private func soda(_ parameters: ArchiveParameters) throws -> Answer {
        let request: SODARequest
        do throws(UsageFault) { request = try SODARequest(parameters) } catch {
            return .text(400, "UsageFault: \(error.text)")
        }
        guard let entry = catalogue.spectrum(identifier: request.identifier) else {
            return .text(404, "NotFoundFault: there is no spectrum \(request.identifier.prefix(200))")
        }
        guard let spectrum = try SpectrumReader.spectra(contentsOf: catalogue.path(of: entry)).first,
            let processed = try ProcessedSpectrum(spectrum, of: entry, request)
        else { return Answer(status: 204, contentType: request.format.contentType, body: []) }
        let bytes = try SpectrumWriter(entry: entry, spectrum: processed).bytes(request.format)
        return Answer(contentType: request.format.contentType, body: bytes)
    }

    /// Only files of the catalogue are handed out, whatever the path says.
    private func product(_ name: String) -> Answer {
        guard let entry = catalogue.spectrum(file: name),
            let data = FileManager.default.contents(atPath: catalogue.path(of: entry))
        else { return .text(404, "NotFoundFault: there is no such file") }
        return Answer(contentType: entry.mediaType, body: Array(data))
    }
}
