// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VirtualObservatory

/// `secchi search obscore SERVICE --position RA,DEC …`
struct SearchObsCore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obscore", abstract: "Find spectra in the table of observations of a TAP service (ObsTAP).")

    @Argument(help: "Address of the TAP service.") var service: String
    @OptionGroup(title: "Place") var place: PlaceOptions
    @Option(help: "Radius of the circle in degrees.") var radius = 0.05
    @OptionGroup(title: "Band") var band: BandOptions
    @Option(help: "Dates of observation: FROM/TO, FROM/, /TO; ISO 8601.") var time: String?
    @Option(help: "Name of the target as the archive writes it.") var target: String?
    @Option(help: "Name of the archive's collection.") var dataCollection: String?
    @Option(help: "The most rows.") var maxrec: Int?
    @Flag(help: "Print the query in ADQL and ask nothing.") var adql = false
    @OptionGroup(title: "Output") var table: TableOptions

    func run() async throws {
        let transport = try Transport.ofUser()
        let point = try await place.point(transport)
        let query = ObsTAP.spectra(
            in: point.map { SkyCircle(centre: $0, radius: radius) }, band: band.interval?.vacuum,
            time: try time.map { text throws(ServiceError) in try TimeRange(text) }, target: target,
            collection: dataCollection)
        if adql { return print(query) }
        let answer = try await TAPClient(service, transport).query(query, maximumRecords: maxrec)
        let records = answer.records(service: service)
        try table.write(
            SSARecordTable.table(records),
            columns: ["target", "ra", "dec", "mjd", "wave_min", "wave_max", "mime", "accref"])
        Output.note("\(records.count) spectra\(answer.isOverflow ? "; there are more: raise --maxrec" : "")")
    }
}
