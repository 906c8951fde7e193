// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A queryData request, checked (SSA 1.1 §4.1).
struct SSAQuery: Sendable {
    /// Most rows that are ever given.
    static let hardLimit = 10_000

    /// Centre in degrees, ICRS.
    var position: (ra: Double, dec: Double)?
    /// Diameter in degrees.
    var size = 1.0
    var band: [QueryRange] = []
    var time: [QueryRange] = []
    var snr: [QueryRange] = []
    var targets: Set<String> = []
    var identifiers: Set<String> = []
    var collections: Set<String> = []
    var calibrations: Set<String> = []
    var format = "all"
    var limit = SSAQuery.hardLimit

    var wantsMetadata: Bool { format.lowercased().hasPrefix("metadata") || limit == 0 }

    init(_ parameters: ArchiveParameters) throws(UsageFault) {
        guard let request = parameters["REQUEST"] else { throw UsageFault(text: "REQUEST: queryData is needed") }
        guard request.lowercased() == "querydata" else {
            throw UsageFault(text: "REQUEST: \(request.prefix(80)) is not known; there is queryData")
        }
        if let text = parameters["POS"] { position = try Self.position(text) }
        if let text = parameters["SIZE"] {
            guard let value = Double(text), value >= 0, value <= 360 else {
                throw UsageFault(text: "SIZE: \(text.prefix(80)) is no diameter in degrees")
            }
            size = value
        }
        band = try Self.ranges("BAND", parameters) { Double($0) }
        snr = try Self.ranges("SNR", parameters) { Double($0) }
        time = try Self.ranges("TIME", parameters) { QueryTime.mjd($0) }
        targets = Self.words("TARGETNAME", parameters)
        identifiers = Set(parameters.all("PUBDID"))
        collections = Self.words("COLLECTION", parameters)
        calibrations = Self.words("FLUXCALIB", parameters)
        format = parameters["FORMAT"] ?? "all"
        for name in ["MAXREC", "TOP"] {
            guard let text = parameters[name] else { continue }
            guard let value = Int(text), value >= 0 else {
                throw UsageFault(text: "\(name): \(text.prefix(80)) is no count")
            }
            limit = min(limit, value)
        }
    }

    func matches(_ spectrum: ArchiveSpectrum) -> Bool {
        if let position, spectrum.distance(ra: position.ra, dec: position.dec) > size / 2 { return false }
        if !band.isEmpty, !band.contains(where: { $0.overlaps(spectrum.band.lowerBound, spectrum.band.upperBound) }) {
            return false
        }
        let half = spectrum.exposure.isNaN ? 0 : spectrum.exposure / 86400 / 2
        if !time.isEmpty, !time.contains(where: { $0.overlaps(spectrum.mjd - half, spectrum.mjd + half) }) {
            return false
        }
        if !snr.isEmpty, !snr.contains(where: { $0.overlaps(spectrum.snr, spectrum.snr) }) { return false }
        return Self.allows(targets, spectrum.target) && Self.allows(collections, spectrum.collection)
            && Self.allows(calibrations, spectrum.calibration)
            && (identifiers.isEmpty || identifiers.contains(spectrum.identifier)) && hasFormat(spectrum)
    }

    private func hasFormat(_ spectrum: ArchiveSpectrum) -> Bool {
        let type = spectrum.mediaType
        return format.lowercased().split(separator: ",").contains { word in
            switch word {
            case "all", "native": true
            case "compliant", "votable", "xml": type.contains("votable")
            case "fits": type.contains("fits")
            case "graphic": false
            default: word.split(separator: ";").first.map { type.hasPrefix($0) } ?? false
            }
        }
    }

    private static func position(_ text: String) throws(UsageFault) -> (ra: Double, dec: Double) {
        let parts = text.split(separator: ";", maxSplits: 1)
        let numbers = (parts.first ?? "").split { $0 == "," || $0 == " " }.map { Double($0) }
        guard numbers.count == 2, let ra = numbers[0], let dec = numbers[1], (0...360).contains(ra), abs(dec) <= 90
        else {
            throw UsageFault(text: "POS: \(text.prefix(80)) is no position; write ra,dec in degrees")
        }
        if parts.count == 2, !["ICRS", "FK5", "J2000"].contains(parts[1].uppercased()) {
            throw UsageFault(text: "POS: the frame \(parts[1].prefix(40)) is not supported; use ICRS")
        }
        return (ra, dec)
    }

    private static func ranges(
        _ name: String, _ parameters: ArchiveParameters, value: (String) -> Double?
    ) throws(UsageFault) -> [QueryRange] {
        guard let text = parameters[name] else { return [] }
        return try QueryRange.list(String(text.prefix { $0 != ";" }), name, value: value)
    }

    /// Names are compared without regard to case and blanks.
    private static func words(_ name: String, _ parameters: ArchiveParameters) -> Set<String> {
        Set(parameters.all(name).flatMap { $0.split(separator: ",") }.map { key(String($0)) })
    }

    private static func allows(_ wanted: Set<String>, _ value: String) -> Bool {
        wanted.isEmpty || wanted.contains(key(value))
    }

    private static func key(_ text: String) -> String { String(text.lowercased().filter { !$0.isWhitespace }) }
}
