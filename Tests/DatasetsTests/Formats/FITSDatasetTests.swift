// SPDX-License-Identifier: Apache-2.0

import Datasets
import FITS
import Foundation
import Spectra
import TestSupport
import Testing

func sampleDataset(_ grid: SpectralGrid, rows count: Int = 3) -> Dataset {
    let rows = (0..<count).map { index in
        var row = DatasetRow(id: "s\(index)", source: "/archive/\(index).fits#1/0")
        row.object = index == 0 ? nil : "HD \(index)"
        row.label = ["Be", nil, "normal"][index % 3]
        row.group = "g\(index / 2)"
        (row.ra, row.dec, row.snr) = (10.5 + Double(index), -5.25, nil)
        (row.mjd, row.redshift) = (51234.5, index == 2 ? 0.1 : nil)
        return row
    }
    let flux = (0..<count * grid.values.count).map { Float($0) * 0.25 - 1 }
    return Dataset(name: "sample", grid: grid, rows: rows, flux: flux)
}

@Suite struct FITSDatasetTests {
    private static let grids = [
        SpectralGrid(kind: .linear, values: (0..<8).map { 6500 + 0.1 * Double($0) }, medium: .air),
        SpectralGrid(kind: .logarithmic, values: (0..<8).map { pow(10, 3.6 + 1e-4 * Double($0)) }, medium: .vacuum),
        SpectralGrid(kind: .given, values: [5000, 5001, 5003, 5007, 5010, 5011, 5012, 5020.5], medium: .vacuum),
        SpectralGrid(kind: .logarithmic, values: (0..<8).map { pow(10, 3.6 + 1e-4 * Double($0)) }, medium: .unknown),
        SpectralGrid(kind: .linear, values: (1...8).map(Double.init), unit: "", medium: .unknown),
    ]

    @Test("a dataset survives FITS whole, on any kind of grid", arguments: grids)
    func roundTrip(grid: SpectralGrid) throws {
        let folder = try TemporaryFolder()
        var dataset = sampleDataset(grid)
        dataset.mask = (0..<24).map { $0 % 5 == 0 }
        dataset.inverseVariance = (0..<24).map { Float($0) }
        dataset.recipe = try Recipe(json: Data(#"[{"step": "scale", "method": "l2"}]"#.utf8))
        try dataset.write(to: folder.appending("a.fits"))
        #expect(try DatasetFormat.sniff(folder.appending("a.fits")) == .fits)
        let copy = try Dataset.read(from: folder.appending("a.fits"))
        #expect(copy.name == "sample")
        #expect(copy.rows == dataset.rows)
        #expect(copy.flux == dataset.flux)
        #expect(copy.mask == dataset.mask)
        #expect(copy.inverseVariance == dataset.inverseVariance)
        #expect(copy.recipe == dataset.recipe)
        #expect(copy.grid.kind == grid.kind)
        #expect(copy.grid.unit == grid.unit)
        #expect(copy.grid.medium == grid.medium)
        for (value, expected) in zip(copy.grid.values, grid.values) { #expect(abs(value - expected) < 1e-9 * expected) }
    }

    @Test("what is not there is not written")
    func sparse() throws {
        let folder = try TemporaryFolder()
        try sampleDataset(Self.grids[0]).write(to: folder.appending("a.fits"))
        let file = try FITSFile(contentsOf: folder.appending("a.fits"))
        #expect(file.hdus.count == 2)
        #expect(file.hdus[0].imageShape == [8, 3])
        #expect(file.hdus[0].header.text("CTYPE1") == "AWAV")
        #expect(file.hdus[0].header.double("CDELT1") == 0.1)
        #expect(file[extension: "SPECTRA"]?.rowCount == 3)
        let copy = try Dataset.read(from: folder.appending("a.fits"))
        #expect(copy.mask == nil && copy.inverseVariance == nil && copy.recipe == nil)
    }

    @Test("a FITS file of another kind is refused with the reason")
    func refusal() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("x.fits")
        let writer = try FITSWriter(path: path)
        try writer.beginEmpty()
        try writer.finish()
        #expect { try Dataset.read(from: path) } throws: {
            "\($0)".hasPrefix(
                "DST005: \(path) is not a dataset: it has neither an image of spectra × pixels nor a table")
        }
        var mixed = sampleDataset(Self.grids[0])
        mixed.flux.removeLast()
        #expect(throws: DatasetError.self) { try mixed.write(to: path) }
    }

    @Test(
        "the labelled sets of FITS tables are read", .enabled(if: SharedData.isAvailable),
        arguments: [
            ("miles/miles.fits.gz", 469, 4300, 3540.5, "m0001", "G"),
            ("lamost/lamost_stars.fits.gz", 164, 3890, 3699.9853117285957, "spec-55862-B6202_sp01-001.fits", "G"),
            ("supernovae/supernovae.fits.gz", 2574, 1024, 2501.69, "PTF10qts_000", "Ic"),
        ])
    func labelledSets(
        file: String, rows: Int, pixels: Int, first: Double, id: String, label: String
    ) throws {
        let dataset = try Dataset.read(from: SharedData.path("data/labelled/" + file))
        #expect(dataset.rowCount == rows)
        #expect(dataset.pixelCount == pixels)
        #expect(dataset.grid.values[0] == first)
        #expect(dataset.grid.unit == "Angstrom")
        #expect(dataset.rows[0].id == id)
        #expect(dataset.rows[0].label == label)
        #expect(dataset.flux.count == rows * pixels)
        if file.hasPrefix("supernovae") { #expect(dataset.rows[0].group == "PTF10qts") }
    }
}
