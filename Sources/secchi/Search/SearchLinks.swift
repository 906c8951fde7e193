// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VOTable
import VirtualObservatory

/// `secchi search links ID… --service URL`
struct SearchLinks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "List what belongs to datasets: files, previews, services that cut and convert (DataLink).",
        discussion: "Without --service, the arguments are addresses of links documents.")

    @Argument(help: "Identifiers of datasets, or addresses of links documents.") var ids: [String]
    @Option(help: "Address of the DataLink service.") var service: String?
    @OptionGroup(title: "Output") var table: TableOptions

    func run() async throws {
        let transport = try Transport.ofUser()
        var rows: [DataLinkRow] = []
        var descriptors: [ServiceDescriptor] = []
        if let service {
            let answer = try await DataLinkClient(service, transport).links(ids)
            (rows, descriptors) = (answer.rows, answer.descriptors)
        } else {
            for id in ids {
                let answer = try await DataLinkClient.document(at: id, transport)
                rows += answer.rows
                descriptors += answer.descriptors
            }
        }
        try table.write(Self.table(rows, descriptors), columns: ["semantics", "content_type", "target", "description"])
        for descriptor in descriptors where !table.json && !descriptor.choices.isEmpty {
            Output.note("\(descriptor.id ?? descriptor.name ?? "service") takes:")
            Output.note(
                Output.table(
                    descriptor.choices.map {
                        ["  " + ServiceForm.Input($0).words[0]] + ServiceForm.Input($0).words.dropFirst()
                    }))
        }
        if rows.contains(where: { if case .fault = $0.target { true } else { false } }) { throw ExitCode.failure }
    }

    private static func table(_ rows: [DataLinkRow], _ descriptors: [ServiceDescriptor]) -> VOTableDocument.Table {
        var table = VOTableDocument.Table()
        table.name = "links"
        table.fields = ["ID", "semantics", "content_type", "target", "description", "fault"].map {
            VOTableField(name: $0, datatype: .char, arraysize: "*")
        }
        table.fields.append(VOTableField(name: "content_length", datatype: .long, unit: "byte"))
        table.rows = rows.map { row in
            var target: String?
            var fault: String?
            switch row.target {
            case .url(let url): target = url
            case .service(let id): target = descriptors.first { $0.id == id }?.accessURL ?? id
            case .fault(let reason): fault = "\(reason.kind.rawValue): \(reason.message)"
            }
            let texts = [row.id, row.semantics, row.contentType?.essence, target, row.description ?? fault, fault]
            return texts.map { $0.map { .text($0) } ?? .null }
                + [row.contentLength.map { .integer(Int64($0)) } ?? .null]
        }
        return table
    }
}
