// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VOTable
import VirtualObservatory

/// `secchi search match FILE --catalogue I/355/gaiadr3 --radius ARCSEC`
struct SearchMatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Find the counterparts of a table's rows in a catalogue of VizieR or in SIMBAD (CDS X-Match).")

    @Argument(help: "A VOTable with positions.") var file: String
    @Option(help: "simbad, or a table of VizieR as I/355/gaiadr3.") var catalogue: String
    @Option(help: "Largest distance in arcseconds.") var radius = 2.0
    @Option(help: "Address of the cross-match service.") var service = CrossMatch.publicService
    @OptionGroup(title: "Output") var table: TableOptions

    func run() async throws {
        let upload = try TAPUpload(name: "table1", content: try TAPUpload(file).content)
        let matched = try await CrossMatch(service, Transport.ofUser()).match(
            upload, catalogue: catalogue, radius: radius)
        try table.write(matched)
        Output.note("\(matched.rows.count) matches")
    }
}
