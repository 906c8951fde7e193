// SPDX-License-Identifier: Apache-2.0

import Spectra

/// What to look for in the catalogue; all conditions must hold.
///
/// A row that does not say what a condition asks (no position, no S/N) does not meet it.
public struct CatalogueQuery: Sendable, Hashable, Codable {
    /// Name of a collection; `nil` for all.
    public var collection: String?
    /// The object's name or the spectrum's, whole, in any case.
    public var name: String?
    public var label: String?
    public var cone: Cone?
    /// Wavelengths in metres; spectra that cover some of it are found. Air and vacuum are not told apart.
    public var band: ClosedRange<Double>?
    public var minimumSNR: Double?
    public var maximumSNR: Double?
    /// Modified Julian dates of the observation, both included.
    public var dates: ClosedRange<Double>?
    /// Conditions on catalogue columns and on facts of the file.
    public var columns: [ColumnCondition] = []
    /// Whether spectra with a preferred twin are found too.
    public var includingTwins = true
    /// Matches to pass over first, in catalogue order.
    public var offset = 0
    /// The most rows to return.
    public var limit = 10_000

    /// A circle on the sky; ICRS, all in degrees.
    public struct Cone: Sendable, Hashable, Codable {
        public var ra: Double
        public var dec: Double
        public var radius: Double

        public init(ra: Double, dec: Double, radius: Double) {
            self.ra = ra
            self.dec = dec
            self.radius = radius
        }
    }

    public init() {}
}

extension CatalogueQuery {
    /// Sets the band from "lo/hi", "lo/", "/hi" or one value, in any unit of wavelength, frequency, energy or wavenumber.
    ///
    /// - Throws: ``DataError/badQuery(reason:)``
    public mutating func setBand(_ text: String, unit: String) throws {
        let ends = try Self.ends(of: text, "a band is lo/hi, as 6500/6600") { Double($0) }
        func metres(_ value: Double) throws -> Double {
            guard value >= 0, let range = WavelengthRange.metres(from: value, to: value, unit: unit) else {
                throw DataError.badQuery(
                    reason: "\(value) \(unit) is no wavelength, frequency, energy or wavenumber")
            }
            return range.lowerBound
        }
        let (low, high) = (try ends.low.map(metres), try ends.high.map(metres))
        // An open end of a frequency is the short end of wavelengths.
        let rises = try metres(1) < metres(2)
        let (first, last) = rises ? (low ?? 0, high ?? .infinity) : (high ?? 0, low ?? .infinity)
        guard first <= last else { throw DataError.badQuery(reason: "the band \(text) ends before it begins") }
        band = first...last
    }

    /// Sets the dates from "from/to", "from/", "/to" or one date, each a modified Julian date or ISO 8601 in UTC; a day means
    /// all of it.
    ///
    /// - Throws: ``DataError/badQuery(reason:)``
    public mutating func setDates(_ text: String) throws {
        // What a day covers ends just before the next.
        func range(_ text: Substring) -> ClosedRange<Double>? {
            if let mjd = Double(text), mjd.isFinite { return mjd...mjd }
            return ObservationTime.parse(String(text)).map { $0.mjd...($0.isDay ? ($0.mjd + 1).nextDown : $0.mjd) }
        }
        let ends = try Self.ends(of: text, "dates are from/to, as 2015-01-01/2015-12-31 or 57023/57387", range)
        let (first, last) = (ends.low?.lowerBound ?? -.infinity, ends.high?.upperBound ?? .infinity)
        guard first <= last else { throw DataError.badQuery(reason: "the dates \(text) end before they begin") }
        dates = first...last
    }

    private static func ends<Value>(
        of text: String, _ form: String, _ parse: (Substring) -> Value?
    ) throws -> (low: Value?, high: Value?) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let values = try parts.map { part -> Value? in
            if part.isEmpty { return nil }
            guard let value = parse(part) else {
                throw DataError.badQuery(reason: "\(text) is not understood: \(form)")
            }
            return value
        }
        guard (1...2).contains(values.count), values.contains(where: { $0 != nil }) else {
            throw DataError.badQuery(reason: "\(text) is not understood: \(form)")
        }
        return (values[0], values.count == 2 ? values[1] : values[0])
    }
}
