// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VOTable
import VirtualObservatory

/// `secchi search cone SERVICE --position RA,DEC --radius DEGREES`
struct SearchCone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cone", abstract: "Find the entries of a catalogue service around a position.")

    @Argument(help: "Address of the cone search service.") var service: String
    @OptionGroup(title: "Place") var place: PlaceOptions
    @Option(help: "Radius in degrees.") var radius = 0.05
    @Option(help: "Columns: 1 for the main ones, 2 for the usual ones, 3 for all.") var verbosity: Int?
    @OptionGroup(title: "Output") var table: TableOptions

    func run() async throws {
        let transport = try Transport.ofUser()
        guard let point = try await place.point(transport) else {
            throw ValidationError("give --position or --name")
        }
        let answer = try await ConeSearch(service, transport).search(
            SkyCircle(centre: point, radius: radius), verbosity: verbosity)
        try table.write(answer.table)
        Output.note(
            "\(answer.table.rows.count) rows\(answer.isOverflow ? "; there are more: ask for less at once" : "")")
    }
}
