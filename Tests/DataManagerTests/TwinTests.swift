// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra
import TestSupport
import Testing

@testable import DataManager

@Suite("Twins")
struct TwinTests {
    /// A collection of files whose contents name the spectrum to give.
    struct Archive {
        let folder: TemporaryFolder
        let collection: SpectrumCollection

        init(_ spectra: [String: Spectrum]) throws {
            folder = try TemporaryFolder()
            let home = try Home(path: folder.appending("home")) { bytes, name in
                [spectra[String(decoding: bytes, as: UTF8.self)]!]
            }
            collection = try home.collection(named: "test", create: true)
            try FileManager.default.createDirectory(
                atPath: folder.appending("files"), withIntermediateDirectories: true)
            for name in spectra.keys { try Data(name.utf8).write(to: URL(filePath: folder.appending("files/" + name))) }
        }

        /// Ingests files in the order given and returns the preferred ones.
        func preferred(_ names: String...) throws -> [String] {
            for name in names { _ = try collection.ingest([folder.appending("files/" + name)], in: ExecutionContext()) }
            let reader = try collection.reader()
            return try (0..<reader.partCount).flatMap {
                try reader.entries(part: $0).map { $0.file.split(separator: "/").last! }
            }
            .map(String.init)
        }
    }

    static func spectrum(_ change: (inout Spectrum) -> Void = { _ in }) -> Spectrum {
        let axis = SpectralAxis(linearFrom: 6250, step: 0.5, count: 1000, unit: "Angstrom", medium: .air)
        var spectrum = Spectrum(
            axis: axis, flux: [Float](repeating: 1, count: 1000), dialect: "made", source: .init(file: "f"))
        spectrum.target = .init(name: "HD 5394", ra: 14.177, dec: 60.717)
        spectrum.observation.date = "2013-10-05T21:14:03"
        change(&spectrum)
        return spectrum
    }

    @Test("two formats of one observation are grouped, the one with errors is preferred, and none is removed")
    func grouped() throws {
        let archive = try Archive([
            "a.fits": Self.spectrum(),
            "b.vot": Self.spectrum {
                $0.axis = SpectralAxis(linearFrom: 625, step: 0.05, count: 1000, unit: "nm", medium: .air)
                $0.error = $0.flux
                $0.target.name = "hd5394"
                $0.observation.date = "2013-10-05T21:14:04.2"
            },
            "c.csv": Self.spectrum { $0.target.ra = 14.1771 },
        ])
        #expect(try archive.preferred("a.fits", "b.vot", "c.csv") == ["b.vot"])
        let entries = try archive.collection.reader(includingTwins: true).entries(part: 0)
        #expect(entries.map(\.twinOf) == [2, nil, 2])
        #expect(try archive.collection.summary().twins == 2)
    }

    @Test(
        "spectra that differ in time, place, range, instrument or object are no twins",
        arguments: ["time", "day only", "place", "range", "instrument", "object", "sky"])
    func different(what: String) throws {
        var first = Self.spectrum { $0.observation.instrument = "CCD700" }
        let second = Self.spectrum {
            $0.flux[0] = 2
            $0.observation.instrument = "Perek 2m CCD700"
            switch what {
            case "time": $0.observation.date = "2013-10-05T21:24:03"
            case "day only": $0.observation.date = "2013-10-05"
            case "place": $0.target.dec = 60.72
            case "range":
                $0.axis = SpectralAxis(linearFrom: 6150, step: 0.5, count: 1000, unit: "Angstrom", medium: .air)
            case "instrument": $0.observation.instrument = "HEROS"
            case "object": $0.target.name = "HD 5395"
            default: $0.target = .init(name: "SKY")
            }
        }
        if what == "sky" { first.target = .init(name: "sky") }
        let archive = try Archive(["a": first, "b": second, "c": Self.spectrum { $0.flux[0] = 3 }])
        #expect(try archive.preferred("a", "b") == ["a", "b"])
        // And the comparison is not blind: the same with nothing changed is a twin.
        if what != "sky" { #expect(try archive.preferred("c") == ["a", "b"]) }
    }

    @Test(
        "an SDSS spectrum has one key in all its formats",
        arguments: [
            ("spec-0412-51871-0308", [:]), ("spSpec-51871-412-308", [:]),
            ("anything", ["PLATEID": "412", "MJD": "51871", "FIBERID": "308"]),
            ("anything", ["plate": " 412 ", "mjd": "51871", "fiber": "308.0"]),
        ])
    func sdss(identifier: String, metadata: [String: String]) {
        let spectrum = Self.spectrum {
            $0.identifier = identifier
            $0.metadata = metadata
        }
        #expect(ObservationKey(of: spectrum)?.text == "sdss:412-51871-308")
    }

    // Julian dates from astropy.time.Time(...).mjd, version 8.0.2.
    @Test(
        "times become modified Julian dates",
        arguments: [
            ("2013-10-05T21:14:03", 56570.884756944446), ("2000-01-01 12:00", 51544.5),
            ("1969-02-28T00:00:01Z", 40280.0 + 1 / 86_400.0), ("2024-02-29T23:59:59.5", 60369.99999421296),
        ])
    func times(date: String, mjd: Double) throws {
        let value = try #require(ObservationTime.mjd(date: date, mjd: nil))
        #expect(abs(value - mjd) < 1e-8)
    }

    @Test(
        "what is no time, or only a day, is none",
        arguments: ["2013-10-05", "", "T", "2013-13-05T00:00:00", "2013-1-T1:1", "99999999999999999999-01-01T00:00:00"])
    func noTime(date: String) { #expect(ObservationTime.mjd(date: date, mjd: 56570) == nil) }
}
