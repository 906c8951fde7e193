// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct VOCloudDatasetTests {
    private let grid = SpectralGrid(kind: .linear, values: [6519, 6519.5, 6520], medium: .air)

    @Test("writes the CSV and meta.xml that VO-CLOUD's workers read")
    func text() throws {
        let folder = try TemporaryFolder()
        try sampleDataset(grid).write(to: folder.appending("out.csv"), format: .voCloud)
        #expect(
            try String(contentsOfFile: folder.appending("out.csv"), encoding: .utf8)
                == "s0,-1.0,-0.75,-0.5,0\ns1,-0.25,0.0,0.25,-1\ns2,0.5,0.75,1.0,1\n")
        #expect(
            try String(contentsOfFile: folder.appending("meta.xml"), encoding: .utf8) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <VOTABLE version="1.2" xmlns="http://www.ivoa.net/xml/VOTable/v1.2">
                <RESOURCE type="results">
                <INFO name="class 0" value="Be"/>
                <INFO name="class 1" value="normal"/>
                <TABLE>
                <FIELD name="placeholder" datatype="char" arraysize="*"/>
                <FIELD name="intensities" datatype="double" arraysize="*" unit="Angstrom"/>
                <DATA><TABLEDATA>
                <TR><TD>placeholder</TD><TD>6519.0 6519.5 6520.0</TD></TR>
                </TABLEDATA></DATA>
                </TABLE>
                </RESOURCE>
                </VOTABLE>

                """)
    }

    @Test("labels, ids and fluxes survive the round trip")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let dataset = sampleDataset(grid)
        try dataset.write(to: folder.appending("out.csv"), format: .voCloud)
        for path in [folder.appending("out.csv"), folder.path] {
            #expect(try DatasetFormat.sniff(path) == .voCloud)
            let copy = try Dataset.read(from: path)
            #expect(copy.flux == dataset.flux)
            #expect(copy.rows.map(\.id) == ["s0", "s1", "s2"])
            #expect(copy.rows.map(\.label) == ["Be", nil, "normal"])
            #expect(copy.grid.values == grid.values)
        }
    }

    @Test(
        "the forms that differ in id and class are told apart by the number of wavelengths",
        arguments: [
            ("a,1.5,2.5\nb,3.5,4.5\n", ["a", "b"], [nil, nil] as [String?]),
            ("a,1.5,2.5,1\nb,3.5,4.5,-1\n", ["a", "b"], ["1", nil]), ("1.5,2.5\n3.5,4.5\n", ["1", "2"], [nil, nil]),
        ])
    func forms(text: String, ids: [String], labels: [String?]) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.appending("x.csv"), atomically: true, encoding: .utf8)
        try meta("6562 6563").write(toFile: folder.appending("meta.xml"), atomically: true, encoding: .utf8)
        let dataset = try Dataset.read(from: folder.path)
        #expect(dataset.flux == [1.5, 2.5, 3.5, 4.5])
        #expect(dataset.rows.map(\.id) == ids)
        #expect(dataset.rows.map(\.label) == labels)
        #expect(dataset.grid.values == [6562, 6563])
        #expect(dataset.grid.unit == "Angstrom")
    }

    @Test("without meta.xml the pixels are numbered, and that is said")
    func withoutMeta() throws {
        let folder = try TemporaryFolder()
        try "a,1.5,2.5,1\n".write(toFile: folder.appending("x.csv"), atomically: true, encoding: .utf8)
        let dataset = try Dataset.read(from: folder.appending("x.csv"))
        #expect(dataset.grid.values == [1, 2])
        #expect(dataset.rows[0].label == "1")
        #expect(dataset.notes.last == "There is no meta.xml beside \(folder.appending("x.csv")).")
    }

    @Test("a meta.xml that does not fit is refused")
    func misfit() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("x.csv")
        try "a,1,2,3,4,5\n".write(toFile: path, atomically: true, encoding: .utf8)
        try meta("6562 6563").write(toFile: folder.appending("meta.xml"), atomically: true, encoding: .utf8)
        #expect { try Dataset.read(from: path) } throws: {
            "\($0)".contains("meta.xml has 2 wavelengths, and the first line 6 fields")
        }
    }

    private func meta(_ wavelengths: String) -> String {
        """
        <VOTABLE version="1.2" xmlns="http://www.ivoa.net/xml/VOTable/v1.2"><RESOURCE type="results"><TABLE>
        <FIELD name="placeholder" datatype="char" arraysize="*"/><FIELD name="intensities" datatype="double" arraysize="*"/>
        <DATA><TABLEDATA><TR><TD>x</TD><TD>\(wavelengths)</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
        """
    }
}
