// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VOTable
import VirtualObservatory

/// `secchi search registry KEYWORD… --waveband optical`
struct SearchRegistry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: "Find the services that hold spectra of something, in the registry of the Virtual Observatory.",
        discussion: """
            Example: which archives have optical spectra of Be stars
              secchi search registry "Be stars" --waveband optical
            """)

    @Argument(help: "Words that must be in title, description or subjects.") var keywords: [String] = []
    @Option(help: "\(RegistryQuery.wavebands.joined(separator: ", ")).") var waveband: String?
    @Option(help: "Part of the service's identifier or short name.") var identifier: String?
    @Option(help: "Kind of service: \(RegistryQuery.Standard.allCases.map(\.rawValue).joined(separator: ", ")).")
    var service = "ssa"
    @Option(help: "Address of the registry's TAP service.") var registry = RegistryClient.publicService
    @OptionGroup(title: "Output") var table: TableOptions

    func run() async throws {
        var query = RegistryQuery()
        guard let standard = RegistryQuery.Standard(rawValue: service.lowercased()) else {
            throw ValidationError(
                "--service takes \(RegistryQuery.Standard.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        query.service = standard
        query.keywords = keywords
        query.waveband = waveband
        query.identifier = identifier
        let found = try await RegistryClient(registry, Transport.ofUser()).services(query)
        if table.json { return try Output.json(found) }
        var result = VOTableDocument.Table()
        result.name = "services"
        result.fields = ["short_name", "title", "waveband", "access_url", "identifier", "reference_url", "description"]
            .map {
                VOTableField(name: $0, datatype: .char, arraysize: "*")
            }
        result.rows = found.map { service in
            [
                service.shortName, service.title, service.wavebands.joined(separator: " "), service.accessURL,
                service.identifier, service.referenceURL, service.description,
            ].map { $0.map { .text($0) } ?? .null }
        }
        try table.write(result, columns: ["short_name", "title", "waveband", "access_url"])
        Output.note("\(found.count) services")
    }
}
