// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// A query to an SSA service (SSA 1.1 §8.2): what is `nil` is not sent.
///
/// Everything is checked here, because services answer nonsense with an empty list, or with everything they have.
public struct SSAQuery: Sendable, Hashable {
    /// ICRS.
    public var position: SkyPoint?
    /// Diameter in degrees. Services that take it for the radius send more, which ``SSAClient`` drops.
    public var size: Double?
    /// Wavelengths in vacuum, metres.
    public var band: NumberRange?
    /// A bandpass by name ("V", "H-alpha"), instead of ``band``.
    public var bandpass: String?
    public var time: TimeRange?
    /// "all", "compliant", "votable", "fits", a MIME type …
    public var format: String?
    public var targetName: String?
    public var targetClass: String?
    public var redshift: NumberRange?
    /// Least signal to noise.
    public var signalToNoise: Double?
    /// Least resolving power λ/Δλ.
    public var resolvingPower: Double?
    /// Best spatial resolution, degrees.
    public var spatialResolution: Double?
    /// Seconds.
    public var timeResolution: Double?
    /// Degrees.
    public var aperture: Double?
    /// "any", "absolute", "relative", "normalized"; likewise for the wavelengths.
    public var fluxCalibration: String?
    public var waveCalibration: String?
    public var publisherDID: String?
    public var creatorDID: String?
    public var collection: String?
    /// The best so many by the service's own score.
    public var top: Int?
    /// The most rows wanted; the client then does not ask for the rest.
    public var maximumRecords: Int?
    /// Changed since; dates as in ``time``.
    public var modified: TimeRange?
    public var compress: Bool?
    public var runID: String?
    /// Parameters of the service's own.
    public var others: [TransportRequest.Field] = []

    public init() {}

    /// The parameters as they are sent, REQUEST first.
    ///
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public func fields() throws(ServiceError) -> [TransportRequest.Field] {
        var fields = [TransportRequest.Field("REQUEST", "queryData")]
        func add(_ name: String, _ value: String?) {
            if let value { fields.append(.init(name, value)) }
        }
        add("POS", position.map { "\($0.rightAscension),\($0.declination)" })
        add("SIZE", try Self.positive("SIZE", size, below: 360, unit: "degrees"))
        try checkBand()
        add("BAND", band?.text ?? bandpass)
        add("TIME", time?.text)
        add("FORMAT", try Self.word("FORMAT", format))
        add("TARGETNAME", try Self.word("TARGETNAME", targetName))
        add("TARGETCLASS", try Self.word("TARGETCLASS", targetClass))
        add("REDSHIFT", redshift?.text)
        add("SNR", try Self.positive("SNR", signalToNoise, unit: "a ratio"))
        add("SPECRP", try Self.positive("SPECRP", resolvingPower, unit: "a ratio"))
        add("SPATRES", try Self.positive("SPATRES", spatialResolution, below: 180, unit: "degrees"))
        add("TIMERES", try Self.positive("TIMERES", timeResolution, unit: "seconds"))
        add("APERTURE", try Self.positive("APERTURE", aperture, below: 180, unit: "degrees"))
        add("FLUXCALIB", try Self.word("FLUXCALIB", fluxCalibration))
        add("WAVECALIB", try Self.word("WAVECALIB", waveCalibration))
        add("PUBDID", try Self.word("PUBDID", publisherDID))
        add("CREATORDID", try Self.word("CREATORDID", creatorDID))
        add("COLLECTION", try Self.word("COLLECTION", collection))
        add("TOP", try Self.count("TOP", top))
        add("MAXREC", try Self.count("MAXREC", maximumRecords))
        add("MTIME", modified?.text)
        add("COMPRESS", compress.map { $0 ? "true" : "false" })
        add("RUNID", try Self.word("RUNID", runID))
        if size != nil, position == nil {
            throw .badParameter(
                name: "SIZE", value: "\(size ?? 0)", reason: "a size needs a position; for the whole sky leave it out")
        }
        for field in others {
            guard !fields.contains(where: { $0.name.equalsIgnoringCase(field.name) }) else {
                throw .badParameter(name: field.name, value: field.value, reason: "it is given twice")
            }
            fields.append(field)
        }
        return fields
    }

    private func checkBand() throws(ServiceError) {
        guard let band else {
            if let bandpass, Double(bandpass) != nil || bandpass.contains("/") {
                throw .badParameter(name: "BAND", value: bandpass, reason: "a bandpass is a name")
            }
            return
        }
        let ends = [band.lower, band.upper].compactMap { $0 }
        guard !ends.isEmpty, ends.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .badParameter(name: "BAND", value: band.text, reason: "wavelengths are above 0")
        }
        guard ends.allSatisfy({ $0 <= 1000 }) else {
            throw .badParameter(
                name: "BAND", value: band.text, reason: "wavelengths are in metres, give a unit for others")
        }
    }

    private static func positive(
        _ name: String, _ value: Double?, below limit: Double = .infinity, unit: String
    ) throws(ServiceError) -> String? {
        guard let value else { return nil }
        guard value > 0, value.isFinite, value <= limit else {
            let most = limit.isFinite ? " and at most \(limit)" : ""
            throw .badParameter(name: name, value: "\(value)", reason: "give \(unit) above 0\(most)")
        }
        return "\(value)"
    }

    private static func count(_ name: String, _ value: Int?) throws(ServiceError) -> String? {
        guard let value else { return nil }
        guard value > 0 else { throw .badParameter(name: name, value: "\(value)", reason: "give a number above 0") }
        return "\(value)"
    }

    private static func word(_ name: String, _ value: String?) throws(ServiceError) -> String? {
        guard let value else { return nil }
        guard !value.trimmed.isEmpty, !value.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw .badParameter(name: name, value: value, reason: "it is empty or has control characters")
        }
        return value
    }
}
