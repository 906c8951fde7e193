// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A file beside the survey that is not one more spectrum: a copy, a twin, or something broken.
struct PlantedFile: Sendable {
    let name: String
    /// "copy", "twin", "truncated", "empty", "html", "flipped".
    let kind: String
    /// The file it was made from.
    let original: String
    var bytes: [UInt8]

    /// What is left to be told once the file is written.
    var withoutBytes: PlantedFile {
        var file = self
        file.bytes = []
        return file
    }

    /// The same spectrum again: in the archive's other format if it has one, else the same bytes.
    static func duplicate(of spectrum: SimulatedSpectrum, file: String, bytes: [UInt8]) throws -> PlantedFile {
        if let twin = spectrum.object.layout.twin {
            return PlantedFile(
                name: "spectra/twins/" + twin.path(of: spectrum), kind: "twin", original: file,
                bytes: try twin.bytes(of: spectrum))
        }
        let name = (file as NSString).lastPathComponent
        return PlantedFile(name: "spectra/copies/again-\(name)", kind: "copy", original: file, bytes: bytes)
    }

    /// A file as transfers and servers spoil them.
    static func broken(file: String, bytes: [UInt8], from generator: inout SeededGenerator) -> PlantedFile {
        let name = (file as NSString).lastPathComponent
        let kind = ["truncated", "empty", "html", "flipped"][generator.index(below: 4)]
        var spoilt: [UInt8]
        switch kind {
        case "truncated":
            // Inside the first 2880 bytes' successors, so that the header is whole and the data are not.
            spoilt = Array(bytes.prefix(max(3000, bytes.count / 3)))
        case "empty":
            spoilt = []
        case "html":
            spoilt = Array(Self.errorPage.utf8)
        default:
            spoilt = bytes
            for _ in 0..<40 where !spoilt.isEmpty {
                spoilt[generator.index(below: min(spoilt.count, 800))] ^= UInt8(1 + generator.index(below: 255))
            }
        }
        return PlantedFile(name: "spectra/broken/\(kind)-\(name)", kind: kind, original: file, bytes: spoilt)
    }

    /// What a server sends instead of the file, with status 200.
    private static let errorPage = """
        <!DOCTYPE html>
        <html><head><title>503 Service Unavailable</title></head>
        <body><h1>Service Unavailable</h1><p>The archive is down for maintenance.</p></body></html>

        """
}
