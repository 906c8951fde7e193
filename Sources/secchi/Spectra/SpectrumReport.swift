// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// What `secchi inspect` says of one spectrum; in JSON the names are in snake case and what is not known is null.
struct SpectrumReport {
    var file: String
    var part: Int
    var row: Int
    var id: String
    var dialect: String
    var nPoints: Int
    var waveMin: Double?
    var waveMax: Double?
    var waveUnit: String
    var medium: String
    var spacing: String
    var fluxUnit: String
    var hasError: Bool
    var object: String?
    var ra: Double?
    var dec: Double?
    var date: String?
    var mjd: Double?
    var snr: Double?
    var redshift: Double?
    var label: String?
    var subclass: String?
    var group: String?
    var velocityFrame: String?
    var assumptions: [String]
    var warnings: [String]

    init(_ spectrum: Spectrum) {
        file = spectrum.source.file
        part = spectrum.source.part
        row = spectrum.source.row
        id = spectrum.identifier
        dialect = spectrum.dialect
        nPoints = spectrum.flux.count
        let range = spectrum.axis.values.filter(\.isFinite)
        waveMin = range.min()
        waveMax = range.max()
        waveUnit = spectrum.axis.unit
        medium = spectrum.axis.medium.rawValue
        spacing = spectrum.axis.spacing.rawValue
        fluxUnit = spectrum.fluxUnit
        hasError = spectrum.error != nil
        object = spectrum.target.name
        ra = spectrum.target.ra
        dec = spectrum.target.dec
        date = spectrum.observation.date
        mjd = spectrum.observation.mjd
        snr = spectrum.observation.snr.flatMap { $0.isFinite ? $0 : nil }
        redshift = spectrum.target.redshift
        label = spectrum.label
        subclass = spectrum.subclass
        group = spectrum.group
        velocityFrame = spectrum.observation.velocityFrame
        assumptions = spectrum.assumptions
        warnings = spectrum.warnings
    }

    /// One paragraph for a terminal.
    var text: String {
        var lines = ["\(file)\(part > 0 || row > 0 ? " #\(part)/\(row)" : "")"]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty {
                lines.append("  " + name.padding(toLength: 13, withPad: " ", startingAt: 0) + value)
            }
        }
        add("dialect", dialect)
        add("points", "\(nPoints)")
        if let low = waveMin, let high = waveMax {
            add("range", "\(number(low)) to \(number(high)) \(waveUnit), \(spacing)")
        }
        add("medium", medium)
        add("flux unit", fluxUnit.isEmpty ? "relative" : fluxUnit)
        add("errors", hasError ? "yes" : "no")
        add("object", object)
        if let ra, let dec { add("position", String(format: "%.5f %+.5f", ra, dec)) }
        add("date", date)
        add("S/N", snr.map { String(format: "%.1f", $0) })
        add("redshift", redshift.map { String(format: "%.5g", $0) })
        add("label", [label, subclass].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "))
        assumptions.forEach { add("assumed", $0) }
        warnings.forEach { add("warning", $0) }
        return lines.joined(separator: "\n")
    }

    private func number(_ value: Double) -> String { String(format: "%.7g", value) }
}

extension SpectrumReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case file, part, row, id, dialect, nPoints, waveMin, waveMax, waveUnit, medium, spacing, fluxUnit, hasError,
            object
        case ra, dec, date, mjd, snr, redshift, label, subclass, group, velocityFrame, assumptions, warnings
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(part, forKey: .part)
        try container.encode(row, forKey: .row)
        try container.encode(id, forKey: .id)
        try container.encode(dialect, forKey: .dialect)
        try container.encode(nPoints, forKey: .nPoints)
        try container.encode(waveMin, forKey: .waveMin)
        try container.encode(waveMax, forKey: .waveMax)
        try container.encode(waveUnit, forKey: .waveUnit)
        try container.encode(medium, forKey: .medium)
        try container.encode(spacing, forKey: .spacing)
        try container.encode(fluxUnit, forKey: .fluxUnit)
        try container.encode(hasError, forKey: .hasError)
        try container.encode(object, forKey: .object)
        try container.encode(ra, forKey: .ra)
        try container.encode(dec, forKey: .dec)
        try container.encode(date, forKey: .date)
        try container.encode(mjd, forKey: .mjd)
        try container.encode(snr, forKey: .snr)
        try container.encode(redshift, forKey: .redshift)
        try container.encode(label, forKey: .label)
        try container.encode(subclass, forKey: .subclass)
        try container.encode(group, forKey: .group)
        try container.encode(velocityFrame, forKey: .velocityFrame)
        try container.encode(assumptions, forKey: .assumptions)
        try container.encode(warnings, forKey: .warnings)
    }
}
