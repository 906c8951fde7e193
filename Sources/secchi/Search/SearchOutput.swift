// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation

/// Prints or writes what a catalogue search finds, row by row.
struct SearchOutput {
    let catalogue: Catalogue
    let query: CatalogueQuery
    let facts: [String]

    func writeVOTable(to path: String) throws {
        let (rows, isCut) = try catalogue.writeVOTable(query, facts: facts, to: path)
        note(rows, isCut, path)
    }

    func writeCSV(to path: String) throws {
        let file = try WholeFile(path: path)
        let (rows, isCut) = try catalogue.csv(query, facts: facts) { try file.write(Data($0.utf8)) }
        try file.commit()
        note(rows, isCut, path)
    }

    func printCSV() throws {
        let (rows, isCut) = try catalogue.csv(query, facts: facts) {
            try FileHandle.standardOutput.write(contentsOf: Data($0.utf8))
        }
        note(rows, isCut, nil)
    }

    /// By way of a file, because a document's end corrects its beginning.
    func printVOTable() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "secchi-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "found.vot").path
        let (rows, isCut) = try catalogue.writeVOTable(query, facts: facts, to: path)
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            try FileHandle.standardOutput.write(contentsOf: piece)
        }
        note(rows, isCut, nil)
    }

    /// One array, an element a line.
    func printJSON() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        var separator = "["
        _ = try catalogue.searchOneMore(query) { entry in
            let line = Data((separator + "\n").utf8) + (try encoder.encode(entry))
            try FileHandle.standardOutput.write(contentsOf: line)
            separator = ","
        }
        try FileHandle.standardOutput.write(contentsOf: Data(separator == "[" ? "[]\n".utf8 : "\n]\n".utf8))
    }

    func printText() throws {
        var rows = [["name", "object", "ra", "dec", "snr", "date", "label", "from", "to"] + facts]
        var count = 0
        // Portions, so that columns are as wide as needed and memory stays bounded.
        func flush() {
            if rows.count > 1 || count == 0 { print(Output.table(rows)) }
            rows = []
        }
        let isCut = try catalogue.searchOneMore(query) { entry in
            func number(_ value: Double?, _ digits: Int) -> String {
                value.map { String(format: "%.\(digits)f", $0) } ?? "-"
            }
            func wave(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "-" }
            let known = facts.map { fact in
                entry.metadata.first { $0.key.lowercased() == fact.lowercased() }?.value ?? "-"
            }
            rows.append(
                [
                    entry.name, entry.object ?? "-", number(entry.ra, 5), number(entry.dec, 5), number(entry.snr, 1),
                    entry.date ?? number(entry.mjd, 4), entry.label ?? "-", wave(entry.waveMin),
                    wave(entry.waveMax) + " " + entry.waveUnit,
                ] + known)
            count += 1
            if count % 1000 == 0 { flush() }
        }
        flush()
        note(count, isCut, nil)
    }

    private func note(_ rows: Int, _ isCut: Bool, _ path: String?) {
        Output.note(
            "\(rows) spectra\(path.map { " in \($0)" } ?? "")"
                + (isCut ? "; there are more: raise --limit, or go on with --offset \(query.offset + rows)" : ""))
    }
}
