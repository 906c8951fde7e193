// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Spectra
import Testing

/// Table layouts made in the test, as far as the real files do not show them.
@Suite("Table dialects")
struct TableDialectTests {
    private func card(_ keyword: String, _ value: FITSValue) -> FITSHeader.Card {
        .init(keyword: keyword, value: value)
    }

    private func read(_ writer: FITSWriter) throws -> [Spectrum] {
        try SpectrumReader.spectra(bytes: try writer.finish(), name: "made.fits")
    }

    private func sdss(columns: [String], row: Bool = true) throws -> FITSWriter {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginEmpty(cards: [
            card("PLATEID", .integer(412)), card("MJD", .integer(51871)), card("FIBERID", .integer(308)),
            card("RA", .real(47.7)), card("DEC", .real(0.003)), card("PLUG_RA", .real(46.56)),
            card("PLUG_DEC", .real(-0.34)),
        ])
        try writer.beginTable(columns.map { FITSColumnDefinition($0, $0.lowercased() == "and_mask" ? .int32 : .float) })
        try writer.append(
            rows: 4,
            [
                .floats([1, 2, 3, 4]), .floats([3.5, 3.6, 3.7, 3.8]), .floats([4, 0, 0.25, 1]),
                .integers([0, 0, 0, 0]),
            ])
        if row {
            try writer.beginTable([
                FITSColumnDefinition("CLASS", .text, count: 6), FITSColumnDefinition("SUBCLASS", .text, count: 6),
                FITSColumnDefinition("Z", .float),
            ])
            try writer.append(rows: 1, [.texts(["GALAXY"]), .texts([""]), .floats([0.5])])
        }
        return writer
    }

    @Test("a VOTable in FITS serialisation is read as the file inside, with the parameters around it")
    func fitsInVOTable() throws {
        let inside = Data(try sdss(columns: ["flux", "loglam", "ivar", "and_mask"]).finish()).base64EncodedString()
        let document = """
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
            <PARAM name="target" utype="spec:Target.Name" datatype="char" arraysize="*" value="NGC 1"/>
            <FIELD name="flux" datatype="float"/><FIELD name="loglam" datatype="float"/>
            <DATA><FITS extnum="1"><STREAM encoding="base64">\(inside)</STREAM></FITS></DATA></TABLE></RESOURCE></VOTABLE>
            """
        let spectra = try SpectrumReader.spectra(bytes: Array(document.utf8), name: "made.vot")
        #expect(spectra.map(\.dialect) == ["sdss-spec"])
        #expect(spectra[0].flux == [1, 2, 3, 4])
        #expect(spectra[0].target.name == "NGC 1")
    }

    @Test(
        "SDSS columns are known in any case, wavelengths are 10 to the loglam in vacuum, zero ivar is masked",
        arguments: [["flux", "loglam", "ivar", "and_mask"], ["FLUX", "LOGLAM", "IVAR", "AND_MASK"]])
    func sdssSpec(columns: [String]) throws {
        let spectrum = try #require(try read(sdss(columns: columns)).first)
        #expect(spectrum.dialect == "sdss-spec")
        #expect(spectrum.axis.medium == .vacuum && spectrum.axis.unit == "Angstrom")
        // numpy: 10**np.float64(np.float32([3.5, 3.6, 3.7, 3.8]))
        let wanted = [3162.2776601683795, 3981.0708313250575, 5011.872886555352, 6309.572752037223]
        for (value, wanted) in zip(spectrum.axis.values, wanted) { #expect(abs(value / wanted - 1) < 1e-12) }
        #expect(spectrum.error == [0.5, .infinity, 2, 1])
        #expect(spectrum.mask == [false, true, false, false])
        #expect(spectrum.identifier == "spec-0412-51871-0308")
        // The position of the fibre, not that of the plate.
        #expect(spectrum.target.ra == 46.56 && spectrum.target.dec == -0.34)
        #expect(spectrum.label == "GALAXY" && spectrum.subclass == nil && spectrum.target.redshift == 0.5)
    }

    @Test("An SDSS spectrum without its object row has no label")
    func sdssWithoutRow() throws {
        let spectrum = try #require(try read(sdss(columns: ["flux", "loglam", "ivar", "and_mask"], row: false)).first)
        #expect(spectrum.label == nil && spectrum.flux == [1, 2, 3, 4])
    }

    @Test("Both arms of a LAMOST medium-resolution file are read, single exposures are not")
    func lamostMedium() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginEmpty(cards: [
            card("TELESCOP", .text("LAMOST")), card("OBSID", .integer(7)), card("CLASS", .text("STAR")),
        ])
        for (name, start) in [("COADD_B", 4950.0), ("COADD_R", 6300.0), ("B-84420148", 4950.0)] {
            try writer.beginTable(
                [
                    FITSColumnDefinition("FLUX", .float, count: 3), FITSColumnDefinition("IVAR", .float, count: 3),
                    FITSColumnDefinition("WAVELENGTH", .double, count: 3),
                ], name: name)
            try writer.append(
                rows: 1, [.floats([1, 2, 3]), .floats([1, 1, 0]), .doubles([start, start + 1, start + 2])])
        }
        let spectra = try read(writer)
        #expect(spectra.map(\.dialect) == ["lamost-table", "lamost-table"])
        #expect(spectra.map { $0.axis.values[0] } == [4950, 6300])
        #expect(spectra.map { $0.metadata["arm"] } == ["COADD_B", "COADD_R"])
        #expect(Set(spectra.map(\.source.part)).count == 2)
    }

    @Test("Every JWST source is a spectrum, and only DO_NOT_USE masks")
    func jwst() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginEmpty(cards: [card("TELESCOP", .text("JWST")), card("TARGNAME", .text("FIELD"))])
        for source in [11, 12] {
            try writer.beginTable(
                [
                    FITSColumnDefinition("WAVELENGTH", .double, unit: "um"),
                    FITSColumnDefinition("FLUX", .double, unit: "Jy"),
                    FITSColumnDefinition("FLUX_ERROR", .double, unit: "Jy"), FITSColumnDefinition("DQ", .int32),
                ], cards: [card("SRCALIAS", .text("S\(source)"))], name: "EXTRACT1D")
            try writer.append(
                rows: 3, [.doubles([1, 2, 3]), .doubles([5, 6, 7]), .doubles([1, 1, 1]), .integers([0, 1, 4])])
        }
        let spectra = try read(writer)
        #expect(spectra.map(\.target.name) == ["S11", "S12"])
        #expect(spectra[0].axis.unit == "um" && spectra[0].fluxUnit == "Jy" && spectra[0].axis.medium == .vacuum)
        #expect(spectra[1].mask == [false, true, false])
    }

    @Test("DESI arms are joined by wavelength, each sky fibre is a group of its own")
    func desi() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginEmpty()
        try writer.beginTable(
            [
                FITSColumnDefinition("TARGETID", .int64), FITSColumnDefinition("TARGET_RA", .double),
                FITSColumnDefinition("TARGET_DEC", .double),
            ],
            name: "FIBERMAP")
        try writer.append(rows: 2, [.integers([39_633_345_008_634_465, -5]), .doubles([10, 11]), .doubles([1, 2])])
        for (arm, wave, flux) in [("B", [1.0, 2, 3], [Float(1), 2, 3, 4, 5, 6]), ("R", [3.0, 4], [30, 40, 60, 70])] {
            try writer.beginImage(.double, rowShape: [], name: "\(arm)_WAVELENGTH")
            try writer.append(wave)
            try writer.beginImage(.float, rowShape: [wave.count], name: "\(arm)_FLUX")
            try writer.append(flux)
        }
        let spectra = try read(writer)
        #expect(spectra.map(\.axis.values) == [[1, 2, 3, 3, 4], [1, 2, 3, 3, 4]])
        #expect(spectra.map(\.flux) == [[1, 2, 3, 30, 40], [4, 5, 6, 60, 70]])
        #expect(spectra.map(\.identifier) == ["39633345008634465", "-5"])
        #expect(spectra.map(\.group) == ["39633345008634465", "desi-5"])
    }

    @Test("The columns of an unknown table are found by unit, and the assumptions tell")
    func byUnit() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginTable([
            FITSColumnDefinition("A", .double, unit: "erg/s/cm**2/Angstrom"),
            FITSColumnDefinition("B", .double, unit: "nm"),
        ])
        try writer.append(rows: 3, [.doubles([1, 2, 3]), .doubles([400, 401, 402])])
        let spectrum = try #require(try read(writer).first)
        #expect(spectrum.axis.values == [400, 401, 402] && spectrum.axis.unit == "nm" && spectrum.flux == [1, 2, 3])
        #expect(spectrum.assumptions.contains { $0.contains("\"B\" and \"A\"") && $0.contains("from their units") })
    }

    @Test("A catalogue of objects is no spectrum")
    func catalogue() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginTable([
            FITSColumnDefinition("RA", .double, unit: "deg"), FITSColumnDefinition("DEC", .double, unit: "deg"),
        ])
        try writer.append(rows: 3, [.doubles([10, 5, 7]), .doubles([1, 2, 3])])
        #expect(throws: SpectrumError.self) { try read(writer) }
    }

    @Test("A set of spectra takes its grid from COEFF keywords, labels and groups from its columns")
    func labelledSet() throws {
        let writer = FITSWriter(inMemoryAs: "made.fits")
        try writer.beginTable(
            [
                FITSColumnDefinition("ID", .text, count: 2), FITSColumnDefinition("LABEL", .text, count: 2),
                FITSColumnDefinition("STAR", .text, count: 4), FITSColumnDefinition("TEFF", .float),
                FITSColumnDefinition("FLUX", .float, count: 8),
            ], cards: [card("COEFF0", .real(3.5)), card("COEFF1", .real(0.1))], name: "SPECTRA")
        try writer.append(
            rows: 2,
            [
                .texts(["s1", "s2"]), .texts(["G", "K"]), .texts(["Vega", "Vega"]), .floats([5000, 4000]),
                .floats([0, 0, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
            ])
        let spectra = try read(writer)
        #expect(spectra.map(\.dialect) == ["labelled-fits", "labelled-fits"])
        #expect(abs(spectra[0].axis.values[1] - pow(10, 3.6)) < 1e-9 && spectra[0].axis.spacing == .logarithmic)
        #expect(spectra[0].mask == [true, true, false, false, false, false, false, true])
        #expect(spectra[1].mask == nil)
        #expect(spectra.map(\.label) == ["G", "K"] && spectra.map(\.group) == ["vega", "vega"])
        #expect(spectra.map(\.identifier) == ["s1", "s2"] && spectra[1].metadata["teff"] == "4000.0")
    }
}
