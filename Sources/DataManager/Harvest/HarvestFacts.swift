// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// What the row of a list says about the spectrum that it leads to.
///
/// The file has the last word: a fact of the row is used where the file says nothing, and what was taken from the row stands in
/// the spectrum's assumptions.
public struct HarvestFacts: Sendable, Hashable, Codable {
    public var object: String?
    /// ICRS, degrees.
    public var ra: Double?
    public var dec: Double?
    public var redshift: Double?
    public var mjd: Double?
    public var instrument: String?
    public var snr: Double?
    /// A class that the archive gives the object.
    public var label: String?
    /// All further columns by name.
    public var columns: [String: String] = [:]

    public init() {}

    /// How the assumption begins that says what was filled.
    static let remark = "From the row that led to the file: "

    /// Fills what a spectrum lacks.
    func fill(_ spectrum: inout Spectrum) {
        var filled: [String] = []
        func take<Value>(_ value: Value?, _ path: WritableKeyPath<Spectrum, Value?>, _ what: String) {
            if let value, spectrum[keyPath: path] == nil {
                spectrum[keyPath: path] = value
                filled.append(what)
            }
        }
        take(object, \.target.name, "object")
        if spectrum.target.ra == nil || spectrum.target.dec == nil, let ra, let dec {
            spectrum.target.ra = ra
            spectrum.target.dec = dec
            filled.append("position")
        }
        take(redshift, \.target.redshift, "redshift")
        if spectrum.observation.date == nil { take(mjd, \.observation.mjd, "date") }
        take(instrument, \.observation.instrument, "instrument")
        take(snr, \.observation.snr, "signal-to-noise")
        take(label, \.label, "class")
        if spectrum.group == nil { spectrum.group = spectrum.target.group }
        if !filled.isEmpty {
            spectrum.assumptions.append(Self.remark + "\(filled.joined(separator: ", ")).")
        }
        let known = Set(spectrum.metadata.keys.map { $0.lowercased() })
        for (column, value) in columns where !known.contains(column.lowercased()) { spectrum.metadata[column] = value }
    }
}

extension CatalogueEntry {
    /// What a spectrum read again from its original lacks, because the row of a list gave it; `nil` for most.
    var filled: HarvestFacts? {
        guard assumptions.contains(where: { $0.hasPrefix(HarvestFacts.remark) }) else { return nil }
        var facts = HarvestFacts()
        facts.object = object
        facts.ra = ra
        facts.dec = dec
        facts.redshift = redshift
        facts.mjd = mjd
        facts.instrument = instrument
        facts.snr = snr
        facts.label = archiveLabel
        facts.columns = metadata
        return facts
    }
}

/// Where the spectra of one harvest come from, as facts of each of them.
struct HarvestProvenance: Sendable {
    /// The source as the user gave it: the query, the list, the folder.
    var source: String
    var service: String?
    var harvest: Int64

    /// Adds "HARVEST", "HARVEST_SOURCE", "HARVEST_SERVICE", "HARVEST_DATE" and "HARVEST_URL" to the facts of a spectrum.
    func note(on spectrum: inout Spectrum, url: String, date: String) {
        spectrum.metadata["HARVEST"] = String(harvest)
        spectrum.metadata["HARVEST_SOURCE"] = source
        spectrum.metadata["HARVEST_SERVICE"] = service
        spectrum.metadata["HARVEST_DATE"] = date
        spectrum.metadata["HARVEST_URL"] = url
    }
}
