// SPDX-License-Identifier: Apache-2.0

import VOTable

/// The links document for some identifiers (DataLink 1.1 §3).
struct LinksAnswer {
    let catalogue: ArchiveCatalogue
    let addresses: ArchiveAddresses

    private static let fields: [VOTableField] = [
        text("ID", "meta.id;meta.main", "Identifier of the spectrum"),
        text("access_url", "meta.ref.url", "Where it is"),
        text("service_def", "meta.ref", "Which of the services described below"),
        text("error_message", "meta.code.error", "Why there is nothing"),
        text("description", "meta.note", "What it is"),
        text("semantics", "meta.code", "How it relates to the spectrum"),
        text("content_type", "meta.code.mime", "Media type"),
        VOTableField(
            name: "content_length", datatype: .long, id: "content_length", unit: "byte", ucd: "phys.size;meta.file",
            description: "Size", null: "-1"),
    ]

    func document(for identifiers: [String]) throws -> [UInt8] {
        let known = identifiers.compactMap { catalogue.spectrum(identifier: $0) }
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.infos = [
            .init(name: "standardID", value: "ivo://ivoa.net/std/DataLink#links-1.1"),
            .init(name: "QUERY_STATUS", value: "OK"),
        ]
        var table = VOTableDocument.Table()
        table.fields = Self.fields
        // One spectrum has its own limits and a fixed identifier; of several, each has its own service.
        var following: [VOTableDocument.Resource] = []
        for (number, spectrum) in known.enumerated() {
            var service = ServiceDescriptors.soda(addresses, for: .spectrum(spectrum))
            service.id = "soda\(number + 1)"
            following.append(service)
        }
        var writer = try VOTableWriter(
            inMemoryAs: "the links", table: table, resource: resource, following: following, threads: 1)
        var number = 0
        for identifier in identifiers {
            guard let spectrum = catalogue.spectrum(identifier: identifier) else {
                try writer.write(row(identifier, error: "NotFoundFault: there is no spectrum of that name"))
                continue
            }
            number += 1
            try writer.write(
                row(
                    identifier, url: addresses.product(spectrum), description: "The spectrum as it was observed",
                    semantics: "#this", type: spectrum.mediaType, length: spectrum.byteCount))
            try writer.write(
                row(
                    identifier, service: "soda\(number)", description: "Cut-out and normalisation",
                    semantics: "#proc",
                    type: "application/x-votable+xml"))
        }
        return try writer.finishInMemory()
    }

    private func row(
        _ identifier: String, url: String? = nil, service: String? = nil, error: String? = nil,
        description: String? = nil,
        semantics: String = "#this", type: String? = nil, length: Int? = nil
    ) -> [VOTableValue] {
        func cell(_ text: String?) -> VOTableValue { text.map { .text($0) } ?? .null }
        return [
            .text(identifier), cell(url), cell(service), cell(error), cell(description), .text(semantics), cell(type),
            length.map { .integer(Int64($0)) } ?? .null,
        ]
    }

    private static func text(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
        VOTableField(name: name, datatype: .char, arraysize: "*", id: name, ucd: ucd, description: description)
    }
}
