// SPDX-License-Identifier: Apache-2.0

import Execution
import FITS
import Foundation

/// Files with the structure and size of archive spectra; made once and kept.
enum SpectraFiles {
    /// SDSS spec-lite: primary header, COADD table, SPECOBJ row, SPZLINE table; about 170 kB.
    static func sdss(in folder: String, count: Int) throws -> [String] {
        try files(in: folder, count: count) { index in
            let writer = FITSWriter()
            try writer.beginEmpty(
                cards: [
                    .init(keyword: "TELESCOP", value: .text("SDSS 2.5-M")),
                    .init(keyword: "RA", value: .real(150 + Double(index) / 100)),
                    .init(keyword: "DEC", value: .real(2.5)), .init(keyword: "PLATEID", value: .integer(412)),
                    .init(keyword: "MJD", value: .integer(51871)),
                    .init(keyword: "FIBERID", value: .integer(index % 640 + 1)),
                    .init(keyword: "DATE-OBS", value: .text("2000-11-23T05:31:45")),
                    .init(keyword: "EXPTIME", value: .real(2700)),
                    .init(keyword: "SN_MEDIAN", value: .real(12.5)), .init(keyword: "VACUUM", value: .logical(true)),
                    .init(keyword: "COEFF0", value: .real(3.5827)), .init(keyword: "COEFF1", value: .real(1e-4)),
                    .init(keyword: "RADECSYS", value: .text("FK5")), .init(keyword: "HELIO_RV", value: .real(-20.5)),
                ]
                    + (0..<120).map {
                        .init(keyword: "FILL\($0)", value: .real(Double($0) / 7), comment: "of the pipeline")
                    })
            let pixels = 3827
            try writer.beginTable(
                [
                    .init("flux", .float), .init("loglam", .float), .init("ivar", .float), .init("and_mask", .int32),
                    .init("or_mask", .int32), .init("wdisp", .float), .init("sky", .float), .init("model", .float),
                ], name: "COADD")
            var noise = SeededGenerator(seed: UInt64(index))
            let flux = (0..<pixels).map { Float(10 + sin(Double($0) / 50)) + Float(noise.normal()) }
            let ones = [Float](repeating: 1, count: pixels)
            let zeros = [Int](repeating: 0, count: pixels)
            try writer.append(
                rows: pixels,
                [
                    .floats(flux), .floats((0..<pixels).map { Float(3.5827 + 1e-4 * Double($0)) }), .floats(ones),
                    .integers(zeros), .integers(zeros), .floats(ones), .floats(ones), .floats(flux),
                ])
            try writeClassification(writer)
            return try writer.finish()
        }
    }

    /// LAMOST DR2 and later: one image of five rows (flux, inverse variance, wavelength, two masks); about 90 kB.
    static func lamost(in folder: String, count: Int) throws -> [String] {
        try files(in: folder, count: count) { index in
            let writer = FITSWriter()
            let pixels = 3909
            try writer.beginImage(
                .float, rowShape: [pixels],
                cards: [
                    .init(keyword: "EXTEN0", value: .text("Flux Inverse Wavelength Andmask Ormask")),
                    .init(keyword: "TELESCOP", value: .text("LAMOST")),
                    .init(keyword: "DESIG", value: .text("LAMOST J100000.00+023000.0")),
                    .init(keyword: "RA", value: .real(150 + Double(index) / 100)),
                    .init(keyword: "DEC", value: .real(2.5)),
                    .init(keyword: "OBSID", value: .integer(index)), .init(keyword: "LMJD", value: .integer(55939)),
                    .init(keyword: "DATE-OBS", value: .text("2012-01-12T15:33:27")),
                    .init(keyword: "SNRR", value: .real(33)),
                    .init(keyword: "DATA_V", value: .text("LAMOST DR2")),
                    .init(keyword: "VACUUM", value: .logical(true)),
                    .init(keyword: "COEFF0", value: .real(3.5682)), .init(keyword: "COEFF1", value: .real(1e-4)),
                    .init(keyword: "CRVAL1", value: .real(3.5682)), .init(keyword: "CD1_1", value: .real(1e-4)),
                    .init(keyword: "CRPIX1", value: .integer(1)), .init(keyword: "CTYPE1", value: .text("LINEAR")),
                    .init(keyword: "DC-FLAG", value: .integer(1)), .init(keyword: "CLASS", value: .text("STAR")),
                    .init(keyword: "SUBCLASS", value: .text("G5")), .init(keyword: "Z", value: .real(-1.5e-4)),
                ]
                    + (0..<100).map {
                        .init(keyword: "FILL\($0)", value: .real(Double($0) / 7), comment: "of the pipeline")
                    })
            var noise = SeededGenerator(seed: UInt64(index))
            try writer.append((0..<pixels).map { Float(1000 + 50 * sin(Double($0) / 50)) + Float(noise.normal()) })
            try writer.append([Float](repeating: 0.1, count: pixels))
            try writer.append((0..<pixels).map { Float(pow(10, 3.5682 + 1e-4 * Double($0))) })
            try writer.append([Float](repeating: 0, count: 2 * pixels))
            return try writer.finish()
        }
    }

    /// SPECOBJ, one row of 126 columns, and SPZLINE.
    private static func writeClassification(_ writer: FITSWriter) throws {
        var columns: [FITSColumnDefinition] = [
            .init("SURVEY", .text, count: 6), .init("PLATE", .int32), .init("MJD", .int32), .init("FIBERID", .int32),
            .init("CLASS", .text, count: 6), .init("SUBCLASS", .text, count: 21), .init("Z", .float),
            .init("Z_ERR", .float),
            .init("ZWARNING", .int32), .init("PLUG_RA", .double), .init("PLUG_DEC", .double),
            .init("SN_MEDIAN_ALL", .float),
        ]
        var values: [FITSColumnValues] = [
            .texts(["sdss"]), .integers([412]), .integers([51871]), .integers([308]), .texts(["GALAXY"]),
            .texts(["STARFORMING"]),
            .floats([0.1]), .floats([1e-5]), .integers([0]), .doubles([150]), .doubles([2.5]), .floats([12.5]),
        ]
        for index in 0..<114 {
            columns.append(.init("FILLER_\(index)", .float, count: index % 10 == 0 ? 5 : 1, unit: "nanomaggy"))
            values.append(.floats([Float](repeating: 1, count: index % 10 == 0 ? 5 : 1)))
        }
        try writer.beginTable(columns, name: "SPECOBJ")
        try writer.append(rows: 1, values)
        let lines = 29
        try writer.beginTable(
            [.init("LINENAME", .text, count: 13), .init("LINEWAVE", .double)]
                + (0..<17).map { .init("LINE\($0)", .float) }, name: "SPZLINE")
        try writer.append(
            rows: lines,
            [.texts([String](repeating: "H_alpha", count: lines)), .doubles([Double](repeating: 6564.6, count: lines))]
                + (0..<17).map { _ in .floats([Float](repeating: 1, count: lines)) })
    }

    private static func files(
        in folder: String, count: Int, _ make: @Sendable (Int) throws -> [UInt8]
    ) throws -> [String] {
        let paths = (0..<count).map { "\(folder)/spec-\(10000 + $0).fits" }
        let done = folder + "/complete"
        if FileManager.default.fileExists(atPath: done) { return paths }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try ExecutionContext(threads: 2).mapParts(count) { try Data(make($0)).write(to: URL(filePath: paths[$0])) }
        try Data().write(to: URL(filePath: done))
        return paths
    }
}
