// SPDX-License-Identifier: Apache-2.0

import Foundation
import VOTable

/// VOTables of a million rows, read and written. Times are of whole processes for stilts, which is how it is used.
struct VOTableBenchmark: Benchmark {
    static let name = "votable"
    static let summary = "1,000,000 rows of long, int, 5 double, float, string and boolean; 2 threads; files in memory"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        // A file system in memory: the peer does not wait for the disk, and we must not be measured by it.
        let shared = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm/secchi-bench" : harness.scratch
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
        var list: [Comparison] = []
        for form in [VOTableWriter.Serialization.binary2, .tabledata] {
            let file = "\(shared)/\(form.rawValue).vot"
            if !FileManager.default.fileExists(atPath: file) { try make(file, form) }
            let label = form.rawValue.uppercased()
            let isBinary = form == .binary2
            list.append(
                Comparison(
                    task: "read \(label)", peer: "stilts to FITS", atLeast: isBinary ? 6 : 5,
                    ours: { try harness.time { try read(file) } },
                    theirs: {
                        try stilts(harness, ["tpipe", "in=\(file)", "ofmt=fits-basic", "out=\(shared)/peer.fits"])
                    }))
            list.append(
                Comparison(
                    task: "read \(label)", peer: "astropy", atLeast: isBinary ? 50 : 20,
                    ours: { try harness.time { try read(file) } },
                    theirs: { try harness.python("votable_read.py", [file]) }))
            list.append(
                Comparison(
                    task: "read and write \(label)", peer: "stilts copy", atLeast: isBinary ? 6 : 5,
                    ours: { try harness.time { try copy(file, to: "\(shared)/ours.vot", form) } },
                    theirs: {
                        try stilts(
                            harness,
                            [
                                "tcopy", "in=\(file)", "ofmt=votable-\(isBinary ? "binary2" : "tabledata")",
                                "out=\(shared)/peer.vot",
                            ])
                    }))
        }
        return list
    }

    private static func stilts(_ harness: Harness, _ arguments: [String]) throws -> Double {
        try harness.time { try harness.run("stilts", arguments) }
    }

    /// Every value of every column, as an array.
    private static func read(_ file: String) throws {
        let reader = try VOTableReader(path: file, threads: 2)
        var sum = 0.0
        var rows = 0
        while try reader.nextTable() != nil {
            while let batch = try reader.nextBatch() {
                rows += batch.rowCount
                for column in batch.columns { sum += column.reals?.last ?? 0 }
            }
        }
        precondition(rows == 1_000_000 && sum.isFinite)
    }

    private static func copy(_ file: String, to path: String, _ form: VOTableWriter.Serialization) throws {
        let reader = try VOTableReader(path: file, threads: 2)
        guard let table = try reader.nextTable() else { return }
        var writer = try VOTableWriter(path: path, table: table, serialization: form, threads: 2)
        while let batch = try reader.nextBatch() { try writer.write(batch) }
        try writer.finish()
    }

    private static func make(_ file: String, _ form: VOTableWriter.Serialization) throws {
        var table = VOTableDocument.Table()
        let types: [(String, VOTableField.Datatype, String?)] = [
            ("id", .long, nil), ("plate", .int, nil), ("ra", .double, nil), ("dec", .double, nil), ("z", .double, nil),
            ("flux", .double, nil), ("mjd", .double, nil), ("snr", .float, nil), ("class", .char, "*"),
            ("ok", .boolean, nil),
        ]
        table.fields = types.map { VOTableField(name: $0.0, datatype: $0.1, arraysize: $0.2) }
        var writer = try VOTableWriter(path: file, table: table, serialization: form)
        var generator = SystemRandomNumberGenerator()
        let classes = ["STAR", "GALAXY", "QSO", "UNKNOWN"]
        for part in 0..<100 {
            let numbers = 0..<10_000
            func reals(_ range: ClosedRange<Double>) -> VOTableColumn {
                VOTableColumn(reals: numbers.map { _ in Double.random(in: range, using: &generator) })
            }
            try writer.write(
                VOTableBatch(columns: [
                    VOTableColumn(integers: numbers.map { 1_000_000_000_000_000 + 7919 * Int64(part * 10_000 + $0) }),
                    VOTableColumn(integers: numbers.map { _ in Int64.random(in: 0..<10_000, using: &generator) }),
                    reals(0...360), reals(-90...90), reals(-1...3), reals(0...1e-17), reals(50_000...60_000),
                    reals(0...100),
                    VOTableColumn(texts: VOTableTexts(numbers.map { classes[$0 % 4] })),
                    VOTableColumn(booleans: numbers.map { _ in UInt8.random(in: 0...1, using: &generator) }),
                ]))
        }
        try writer.finish()
    }
}
