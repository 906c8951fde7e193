// SPDX-License-Identifier: Apache-2.0

import Foundation
import VOTable
import VirtualObservatory

/// Reads a list of addresses, in portions, past the rows that an earlier process has in the queue.
struct ListReader {
    /// The file with the list.
    let path: String
    /// How the user knows it; what relative addresses refer to.
    let name: String
    let column: String?

    enum Kind { case table, text, neither }

    /// What a file is: a VOTable with a column of addresses, a text whose first line is one, or no list.
    func kind() throws -> Kind {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        let start = String(decoding: try handle.read(upToCount: 4096) ?? Data(), as: UTF8.self)
        let first = start.split(whereSeparator: \.isNewline).lazy.map { $0.trimmingCharacters(in: .whitespaces) }
            .first { !$0.isEmpty && !$0.hasPrefix("#") }
        if let first, Address.isRemote(first.split { $0 == " " || $0 == "\t" || $0 == "," }.first ?? "") {
            return .text
        }
        do {
            let reader = try VOTableReader(path: path)
            guard let table = try reader.nextTable() else { return try tableWithoutRows(reader) }
            return try linkColumn(table, reader).column == nil ? .neither : .table
        } catch let error as VOTableError {
            if case .notVOTable = error { return .neither }
            throw error
        }
    }

    /// A service that found nothing, or failed, answers with a VOTable without a table.
    private func tableWithoutRows(_ reader: VOTableReader) throws -> Kind {
        try refuseErrors(reader.document)
        return .table
    }

    /// Hands over the items of a table, with the number of rows they are from; returns the note for the user.
    func readTable(skipping: Int, _ body: ([HarvestSeed], _ rows: Int) throws -> Void) throws -> String? {
        let reader = try VOTableReader(path: path)
        var skip = skipping
        while let table = try reader.nextTable() {
            let (link, first) = try linkColumn(table, reader)
            guard let link else {
                if column != nil { throw missing(table) }
                continue
            }
            let row = RowReader(table: table, link: link, name: name)
            var batch = first
            while let rows = batch {
                let from = min(skip, rows.rowCount)
                skip -= from
                for start in stride(from: from, to: rows.rowCount, by: 4096) {
                    let part = start..<min(start + 4096, rows.rowCount)
                    try body(part.compactMap { row.seed(rows.row($0)) }, part.count)
                }
                batch = try reader.nextBatch()
            }
            // Only the first table with links is the list: others repeat its rows.
            break
        }
        while try reader.nextTable() != nil {}
        try refuseErrors(reader.document)
        let status = statuses(reader.document).last { $0.value.uppercased() == "OVERFLOW" }
        return status.map { _ in
            "the service cut the list (OVERFLOW): ask for less at a time, or use secchi search ssa --ingest"
        }
    }

    func readText(skipping: Int, _ body: ([HarvestSeed], _ rows: Int) throws -> Void) throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        var skip = skipping
        var rest = Data()
        var seeds: [HarvestSeed] = []
        var rows = 0
        func take(_ line: Data.SubSequence) throws {
            if skip > 0 {
                skip -= 1
                return
            }
            rows += 1
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            let word = text.split { $0 == " " || $0 == "\t" || $0 == "," }.first ?? ""
            if !text.hasPrefix("#"), Address.isRemote(word) { seeds.append(HarvestSeed(url: String(word))) }
            if rows == 4096 { try flush() }
        }
        func flush() throws {
            if rows > 0 { try body(seeds, rows) }
            (seeds, rows) = ([], 0)
        }
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            rest.append(piece)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try take(rest[start..<end])
                start = end + 1
            }
            rest = Data(rest[start...])
            guard rest.count < 1 << 20 else {
                throw DataError.badSource(source: name, reason: "a line has over a million bytes")
            }
        }
        if !rest.isEmpty { try take(rest[...]) }
        try flush()
    }

    /// The column, by name or by meaning, else by what its cells hold; and the first rows, which were read for that.
    private func linkColumn(
        _ table: VOTableDocument.Table, _ reader: VOTableReader
    ) throws -> (column: Int?, first: VOTableBatch?) {
        let finder = ColumnFinder(table)
        let first = try reader.nextBatch()
        if let column {
            guard let found = finder.column(named: column), found < table.fields.count else { throw missing(table) }
            return (found, first)
        }
        func holdsLinks(_ field: Int) -> Bool {
            guard let first else { return true }
            let texts = (0..<min(first.rowCount, 100)).compactMap { first.columns[field].text(at: $0) }.filter {
                !$0.isEmpty
            }
            return !texts.isEmpty && texts.allSatisfy { Address.isRemote($0) || $0.hasPrefix("/") }
        }
        let meant = finder.candidates(.accessURL).filter { $0 < table.fields.count }
        if let found = meant.first(where: holdsLinks) { return (found, first) }
        let other = table.fields.indices.first { field in
            guard let first, first.rowCount > 0 else { return false }
            let texts = (0..<min(first.rowCount, 100)).compactMap { first.columns[field].text(at: $0) }
            return !texts.isEmpty && texts.allSatisfy { Address.isRemote($0) }
        }
        // By its name it holds addresses; then they are relative to that of the list.
        return (other ?? meant.first, first)
    }

    private func missing(_ table: VOTableDocument.Table) -> DataError {
        .noLinkColumn(source: name, wanted: column, columns: table.fields.map(\.name))
    }

    private func statuses(_ document: VOTableDocument) -> [VOTableDocument.Info] {
        (document.infos + document.resources.flatMap(\.infos)).filter { $0.name.uppercased() == "QUERY_STATUS" }
    }

    private func refuseErrors(_ document: VOTableDocument) throws {
        if let error = statuses(document).last(where: { $0.value.uppercased() == "ERROR" }) {
            throw DataError.badSource(
                source: name, reason: "the service answers: \(error.content.isEmpty ? "error" : error.content)")
        }
    }
}
