// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct CSVDatasetTests {
    private let grid = SpectralGrid(kind: .linear, values: [6519, 6519.5, 6520], medium: .air)

    @Test("the CSV has a header of id, wavelengths and class")
    func text() throws {
        let folder = try TemporaryFolder()
        var dataset = sampleDataset(grid)
        dataset.rows[1].id = "a, \"b\""
        dataset.flux[4] = 1e-17
        try dataset.write(to: folder.appending("a.csv"), format: .csv)
        #expect(
            try String(contentsOfFile: folder.appending("a.csv"), encoding: .utf8) == """
                id,6519.0,6519.5,6520.0,class
                s0,-1.0,-0.75,-0.5,Be
                "a, ""b""\",-0.25,1e-17,0.25,
                s2,0.5,0.75,1.0,normal

                """)
    }

    @Test("flux, ids, labels and wavelengths survive CSV, for any number of threads")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        var dataset = sampleDataset(SpectralGrid(values: (0..<50).map { 4000 + Double($0) }, medium: .air), rows: 3000)
        for index in dataset.flux.indices { dataset.flux[index] = Float(sin(Double(index))) * 1e-7 }
        try dataset.write(to: folder.appending("1.csv"), format: .csv, context: ExecutionContext(threads: 1))
        try dataset.write(to: folder.appending("3.csv"), format: .csv, context: ExecutionContext(threads: 3))
        let bytes = FileManager.default.contents(atPath: folder.appending("1.csv"))
        #expect(bytes == FileManager.default.contents(atPath: folder.appending("3.csv")))
        #expect(try DatasetFormat.sniff(folder.appending("1.csv")) == .csv)
        let copy = try Dataset.read(from: folder.appending("1.csv"))
        #expect(copy.flux == dataset.flux)
        #expect(copy.rows.map(\.id) == dataset.rows.map(\.id))
        #expect(copy.rows.map(\.label) == dataset.rows.map(\.label))
        #expect(copy.grid.values == dataset.grid.values)
        #expect(copy.grid.unit == "Angstrom")
        #expect(copy.notes.contains("The wavelengths have no unit; from their size they are taken as Angstrom."))
    }

    @Test("a masked pixel is an empty field, and is masked again on reading")
    func masked() throws {
        let folder = try TemporaryFolder()
        let dataset = Dataset(
            name: "d", grid: grid,
            rows: [DatasetRow(id: "a", source: "a.fits"), DatasetRow(id: "b", source: "b.fits")],
            flux: [1, 0, 3, 4, 5, 6], mask: [false, true, false, false, false, false])
        try dataset.write(to: folder.appending("d.csv"), format: .csv)
        #expect(
            try String(contentsOfFile: folder.appending("d.csv"), encoding: .utf8) == """
                id,6519.0,6519.5,6520.0,class
                a,1.0,,3.0,
                b,4.0,5.0,6.0,

                """)
        #expect(try Dataset.read(from: folder.appending("d.csv")).mask == dataset.mask)
    }

    @Test("large files read in blocks give the same as in one")
    func blocks() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("large.csv")
        var text = "id,5000,5001,5002,class\n"
        for row in 0..<300_000 { text += "spectrum-\(row),\(row),\(row + 1).5,-\(row)e-3,\(row % 3)\n" }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let dataset = try Dataset.read(from: path, context: ExecutionContext(threads: 2))
        #expect(dataset.rowCount == 300_000)
        #expect(dataset.rows[299_999].id == "spectrum-299999")
        #expect(Array(dataset.flux.suffix(3)) == [299_999, 300_000.5, -299.999])
        try (text + "short,1\n").write(toFile: path, atomically: true, encoding: .utf8)
        #expect { try Dataset.read(from: path) } throws: {
            "\($0)" == "DST006: \(path), line 300002: 2 fields where there should be 5; correct that line"
        }
    }

    @Test("a missing value is masked, a word among numbers is refused by line")
    func badValues() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("a.csv")
        try "id,5000,5001,5002\na,1,,3\nb,4,nan,6\n".write(toFile: path, atomically: true, encoding: .utf8)
        let dataset = try Dataset.read(from: path)
        #expect(dataset.flux == [1, 0, 3, 4, 0, 6])
        #expect(dataset.mask == [false, true, false, false, true, false])
        try "id,5000,5001,5002\na,1,2,3\nb,4,five,6\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect { try Dataset.read(from: path) } throws: {
            "\($0)" == "DST006: \(path), line 3: field 3 is \"five\" where a number belongs; correct that line"
        }
    }

    @Test("wide labelled tables are read", .enabled(if: SharedData.isAvailable))
    func labelledTables() throws {
        let asteroids = try Dataset.read(from: SharedData.path("data/labelled/asteroids/asteroids.csv.gz"))
        #expect(asteroids.rowCount == 294)
        #expect(asteroids.pixelCount == 401)
        #expect(asteroids.grid.unit == "nm")
        #expect(asteroids.grid.values.last == 2450)
        #expect(asteroids.rows[1].label == "C")
        #expect(asteroids.flux[1] == 0.94457)
        let iras = try Dataset.read(from: SharedData.path("data/labelled/iras_lrs/iras_lrs.csv"))
        #expect(iras.rowCount == 258)
        #expect(iras.pixelCount == 93)
        #expect(iras.rows[0].id == "12043-6225")
        #expect(iras.rows[0].label == "2")
        #expect(iras.flux[0] == 4119.1675)
        #expect(iras.notes == ["The file gives no wavelengths; pixels are numbered from 1."])
    }

    @Test(
        "files that are no datasets are refused with the reason", .enabled(if: SharedData.isAvailable),
        arguments: ["empty_crlf.csv", "json.csv", "newlines.csv", "quotes_and_newlines.csv", "comma_in_quotes.csv"])
    func otherTables(file: String) {
        #expect(throws: (any Error).self) { try Dataset.read(from: SharedData.path("data/bad/csv/" + file)) }
    }

    @Test("the user names columns, unit and medium")
    func options() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("a.csv")
        try "key,kind,star,650,651\nx,Be,s1,1,2\n".write(toFile: path, atomically: true, encoding: .utf8)
        var options = DatasetReadOptions()
        (options.idColumn, options.labelColumn, options.groupColumn) = ("key", "kind", "star")
        (options.unit, options.medium) = ("nm", .air)
        let dataset = try Dataset.read(from: path, options: options)
        #expect(dataset.rows[0].id == "x")
        #expect(dataset.rows[0].label == "Be")
        #expect(dataset.rows[0].group == "s1")
        #expect(dataset.grid.unit == "nm")
        #expect(dataset.grid.medium == .air)
        options.labelColumn = "class"
        #expect { try Dataset.read(from: path, options: options) } throws: {
            "\($0)"
                == "DST007: \(path) has no column \"class\"; it has: key, kind, star, 650, 651; add it, or use another file"
        }
    }
}
