// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing

/// Hostile, damaged and mislabelled files give one error or a sound spectrum.
@Suite(.enabled(if: SharedData.isAvailable))
struct BadFilesTests {
    private static let files: [String] = {
        let root = SharedData.path("data/bad")
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { !$0.hasSuffix(".md") }.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }()

    @Test("each bad file is read soundly or refused with its name and a reason", arguments: files)
    func bad(name: String) {
        let path = SharedData.path("data/bad/" + name)
        do {
            for spectrum in try SpectrumReader.spectra(contentsOf: path) {
                #expect(spectrum.axis.values.count == spectrum.flux.count && !spectrum.flux.isEmpty)
            }
        } catch {
            let text = "\(error)"
            #expect(text.contains(name.split(separator: "/").last ?? ""), "\(text)")
            #expect(text.hasPrefix(error.code) || text.contains(/^[A-Z]{3}[0-9]{3}/), "\(text)")
        }
    }

    @Test(
        "a real file cut short or with flipped bytes never crashes the reader",
        arguments: [
            "spectra/lamost/spec-55939-B5593905_sp01-018.fits", "spectra/iraf/multispec_equispec.fits",
            "spectra/bess/alphadra_20230518201041_ebertrand.fit", "spectra/sdss/spEigenStar-51845.fits",
            "spectra/aao/emlLinearSkyAirHelio.fits",
        ])
    func damaged(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: SharedData.path("data/" + path))))
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
            _ = try? SpectrumReader.spectra(bytes: Array(bytes.prefix(count)), name: path)
        }
        var state: UInt64 = 1
        let header = min(bytes.count, 40_000)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(state >> 33) % header] = UInt8(truncatingIfNeeded: state >> 24)
            }
            for spectrum in (try? SpectrumReader.spectra(bytes: damaged, name: path)) ?? [] {
                #expect(spectrum.axis.values.count == spectrum.flux.count)
            }
        }
    }
}
