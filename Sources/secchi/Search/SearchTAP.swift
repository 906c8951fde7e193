// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HTTPTransport
import VOTable
import VirtualObservatory

/// `secchi search tap SERVICE QUERY`
struct SearchTAP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Ask a TAP service in ADQL; tables of your own can be sent along.",
        discussion: """
            Example: what VizieR has of our candidates
              secchi search tap http://tapvizier.cds.unistra.fr/TAPVizieR/tap --upload mine=candidates.vot \
            'SELECT m.*, g.Gmag FROM TAP_UPLOAD.mine AS m JOIN "I/355/gaiadr3" AS g \
            ON 1=CONTAINS(POINT(m.ra, m.dec), CIRCLE(g.RA_ICRS, g.DE_ICRS, 0.001))'
            """)

    @Argument(help: "Address of the TAP service.") var service: String
    @Argument(help: "The query in ADQL.") var query: String?
    @Option(help: "A VOTable to send along as TAP_UPLOAD.NAME: NAME=FILE. Repeatable.") var upload: [String] = []
    @Option(help: "The most rows.") var maxrec: Int?
    @Flag(name: .customLong("async"), help: "As a job that may take hours.") var asJob = false
    @Option(help: "The longest wait for a job, in seconds.") var patience = 3600.0
    @Flag(help: "List the tables of the service.") var tables = false
    @OptionGroup(title: "Output") var table: TableOptions

    func validate() throws {
        guard tables != (query != nil) else { throw ValidationError("give a query, or --tables") }
        if let maxrec, maxrec < 0 { throw ValidationError("--maxrec must not be negative") }
    }

    func run() async throws {
        let client = try TAPClient(service, Transport.ofUser())
        guard let query else { return try await printTables(client) }
        let uploads = try upload.map { text throws(ServiceError) in try TAPUpload(text) }
        let answer =
            asJob
            ? try await client.queryAsJob(query, uploads: uploads, maximumRecords: maxrec, patience: patience)
            : try await client.query(query, uploads: uploads, maximumRecords: maxrec)
        try table.write(answer.table)
        Output.note("\(answer.table.rows.count) rows\(answer.isOverflow ? "; there are more: raise --maxrec" : "")")
    }

    private func printTables(_ client: TAPClient) async throws {
        let tables = try await client.tables()
        if table.json {
            return try Output.json(tables.map { ["name": $0.name, "description": $0.description ?? ""] })
        }
        print(
            Output.table(
                [["table", "columns", ""]]
                    + tables.map { [$0.name, "\($0.columns.count)", String(($0.description ?? "").prefix(90))] }))
    }
}
