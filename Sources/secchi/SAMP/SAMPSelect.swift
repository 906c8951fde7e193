// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Foundation
import VirtualObservatory

/// The table that rows are of.
struct SentTable: ParsableArguments {
    @Argument(help: "The file as it was sent, or the id that another program gave the table.")
    var table: String

    /// Files are known by the id that `secchi send` gives them.
    var id: String { isFile ? OutgoingFile.tableID(ofPath: table) : table }

    var url: String? {
        isFile ? FileAddress.url(ofPath: OutgoingFile.absolute(table)) : nil
    }

    private var isFile: Bool { FileManager.default.fileExists(atPath: table) }
}

/// `secchi samp select TABLE ROWS`
struct SAMPSelect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select", abstract: "Select rows of a table that was sent, as table.select.rowList.")

    @OptionGroup var table: SentTable

    @Argument(help: "Row numbers from 0 and ranges of them: 0,5,10-19.")
    var rows: RowNumbers

    @OptionGroup var receiver: ReceiverOptions

    func run() async throws {
        let parcel = SAMPParcel.selection(tableID: table.id, url: table.url, rows: rows.values)
        try await Desktop.send(parcel, to: receiver.to, json: receiver.json)
    }
}

/// `secchi samp highlight TABLE ROW`
struct SAMPHighlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "highlight", abstract: "Point at one row of a table that was sent, as table.highlight.row.")

    @OptionGroup var table: SentTable

    @Argument(help: "The row number, from 0.")
    var row: Int

    @OptionGroup var receiver: ReceiverOptions

    func validate() throws {
        guard row >= 0 else { throw ValidationError("row numbers begin with 0") }
    }

    func run() async throws {
        let parcel = SAMPParcel.highlight(tableID: table.id, url: table.url, row: row)
        try await Desktop.send(parcel, to: receiver.to, json: receiver.json)
    }
}

/// "0,5,10-19"
struct RowNumbers: ExpressibleByArgument {
    var values: [Int]

    init?(argument: String) {
        values = []
        for part in argument.split(separator: ",") {
            let ends = part.split(separator: "-", maxSplits: 1).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, last >= first,
                last - first < 10_000_000
            else { return nil }
            values += Array(first...last)
        }
    }
}
