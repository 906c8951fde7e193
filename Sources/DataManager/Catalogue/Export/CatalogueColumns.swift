// SPDX-License-Identifier: Apache-2.0

import Spectra
public import VOTable

/// The columns of a catalogue table that is handed out: as SSA names and describes them, where it does (SSA 1.1 §4.2).
public struct CatalogueColumns: Sendable {
    /// Keywords of ``CatalogueEntry/metadata`` that get a column of their own, after the others.
    public let facts: [String]
    public let fields: [VOTableField]

    public init(facts: [String] = []) {
        self.facts = facts
        fields =
            Self.all.map(\.field)
            + facts.map {
                VOTableField(
                    name: $0, datatype: .unicodeChar, arraysize: "*", description: "\($0), as the file gives it")
            }
    }

    /// The values of a row, as many as there are fields.
    public func values(of entry: CatalogueEntry) -> [VOTableValue] {
        let known = facts.map { wanted in
            text(entry.metadata[wanted] ?? entry.metadata.first { $0.key.lowercased() == wanted.lowercased() }?.value)
        }
        return Self.all.map { $0.value(entry) } + known
    }

    private struct Column: Sendable {
        var field: VOTableField
        var value: @Sendable (CatalogueEntry) -> VOTableValue
    }

    private static let all: [Column] = [
        Column(
            field: string("name", "meta.id;meta.main", nil, "Name of the spectrum, unique in its collection")
        ) { text($0.name) },
        Column(field: string("object", "meta.id;src", "ssa:Target.Name", "Object")) { text($0.object) },
        Column(
            field: real("ra", "deg", "pos.eq.ra;meta.main", nil, "Right ascension", ref: "icrs")
        ) { number($0.ra) },
        Column(
            field: real("dec", "deg", "pos.eq.dec;meta.main", nil, "Declination", ref: "icrs")
        ) { number($0.dec) },
        Column(field: real("redshift", nil, "src.redshift", "ssa:Target.Redshift", "Redshift")) { number($0.redshift) },
        Column(field: string("label", "src.class", "ssa:Target.Class", "Class")) { text($0.label) },
        Column(field: string("subclass", "src.class", nil, "Subclass")) { text($0.subclass) },
        Column(
            field: real("snr", nil, "stat.snr", "ssa:Derived.SNR", "Median signal-to-noise ratio per pixel")
        ) { number($0.snr) },
        Column(
            field: real("mjd", "d", "time.epoch", nil, "Modified Julian date of the observation")
        ) { number($0.mjd ?? ObservationTime.known(date: $0.date, mjd: nil)) },
        Column(
            field: string("date", "time.epoch", nil, "Date of the observation, as the file gives it")
        ) { text($0.date) },
        Column(
            field: real(
                "wave_low", "m", "em.wl;stat.min", "ssa:Char.SpectralAxis.Coverage.Bounds.Start", "Shortest wavelength")
        ) { number($0.band?.lowerBound) },
        Column(
            field: real(
                "wave_high", "m", "em.wl;stat.max", "ssa:Char.SpectralAxis.Coverage.Bounds.Stop", "Longest wavelength")
        ) { number($0.band?.upperBound) },
        Column(field: string("medium", nil, nil, "What the wavelengths are measured in: air, vacuum, unknown")) {
            text($0.medium.rawValue)
        },
        Column(field: integer("points", "meta.number", "ssa:Dataset.Length", "Pixels")) {
            .integer(Int64($0.pointCount))
        },
        Column(field: string("instrument", "meta.id;instr", "ssa:DataID.Instrument", "Instrument")) {
            text($0.instrument)
        },
        Column(field: string("telescope", "meta.id;instr.tel", nil, "Telescope")) { text($0.telescope) },
        Column(field: string("dialect", nil, nil, "Archive layout that the file was read as")) { text($0.dialect) },
        Column(field: string("file", "meta.file", nil, "File or URL that it came from")) { text($0.file) },
        Column(field: integer("id", "meta.record", nil, "Number in the catalogue")) { .integer($0.id) },
    ]

    private static func string(_ name: String, _ ucd: String?, _ utype: String?, _ description: String) -> VOTableField
    {
        VOTableField(
            name: name, datatype: .unicodeChar, arraysize: "*", ucd: ucd, utype: utype, description: description)
    }

    private static func real(
        _ name: String, _ unit: String?, _ ucd: String, _ utype: String?, _ description: String, ref: String? = nil
    ) -> VOTableField {
        VOTableField(
            name: name, datatype: .double, unit: unit, ucd: ucd, utype: utype, ref: ref, description: description)
    }

    private static func integer(_ name: String, _ ucd: String, _ utype: String?, _ description: String) -> VOTableField
    {
        VOTableField(name: name, datatype: .long, ucd: ucd, utype: utype, description: description)
    }
}

private func text(_ value: String?) -> VOTableValue { value.map { .text($0) } ?? .null }
private func number(_ value: Double?) -> VOTableValue { value.map { .real($0) } ?? .null }
