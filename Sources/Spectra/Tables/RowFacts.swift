// SPDX-License-Identifier: Apache-2.0

/// What the other columns of a table say about the spectrum in each row: identity, label, group, position, and the
/// rest.
///
/// Columns are known by their names, whatever their case: ID, LABEL or CLASS, SUBTYPE, OBJECT, RA, DEC, SNR, Z, ….
struct RowFacts {
    private enum Fact { case identifier, label, subclass, group, object, ra, dec, redshift, snr, date, mjd, other }

    private var facts: [(fact: Fact, name: String, texts: [String])] = []

    /// Reads the scalar and text columns of a table once.
    init(_ table: some SpectralTable) throws {
        for column in table.columns where column.elements == 1 || !column.isNumeric {
            let texts = try table.texts(column, rows: 0..<table.rowCount)
            add(column.name, isNumeric: column.isNumeric, texts: texts)
        }
    }

    init() {}

    /// Adds a column: its name and one text for each row.
    mutating func add(_ name: String, isNumeric: Bool, texts: [String]) {
        facts.append((Self.fact(name.lowercased(), isNumeric: isNumeric), name, texts))
    }

    private static func fact(_ name: String, isNumeric: Bool) -> Fact {
        switch name {
        case "id", "specid", "spec_id", "spectrum_id", "filename", "file", "name", "pubdid", "ssa_pubdid": .identifier
        case "label", "class", "type", "spectral_type", "sptype", "category": .label
        case "subclass", "subtype", "sub_class", "taxonomy": .subclass
        case "group": .group
        case "object", "star", "target", "objname", "target_name", "obj_id", "source_id", "designation": .object
        // The name of a supernova if it is text; otherwise a signal-to-noise ratio.
        case "sn": isNumeric ? .snr : .object
        case "ra", "raj2000", "ra_deg": .ra
        case "dec", "dej2000", "de", "dec_deg": .dec
        case "z", "redshift": .redshift
        case "snr", "s_n", "s/n": .snr
        case "date-obs", "date_obs", "dateobs", "date": .date
        case "mjd": .mjd
        default: .other
        }
    }

    /// Whether a column of this name says something that has its own place in a spectrum.
    static func isKnown(_ name: String) -> Bool { fact(name.lowercased(), isNumeric: true) != .other }

    /// Fills in what the row says; the group falls back to the object's name, then to the identifier.
    func describe(_ spectrum: inout Spectrum, row: Int) {
        for (fact, name, texts) in facts where row < texts.count {
            let text = texts[row].trimmingBlanks
            guard !text.isEmpty, text.lowercased() != "nan" else { continue }
            let number = Double(text)
            switch fact {
            case .identifier: spectrum.identifier = spectrum.identifier.isEmpty ? text : spectrum.identifier
            case .label where spectrum.label == nil: spectrum.label = text
            case .subclass where spectrum.subclass == nil: spectrum.subclass = text
            case .group: spectrum.group = text
            case .object where spectrum.target.name == nil: spectrum.target.name = text
            case .ra: spectrum.target.ra = number.flatMap { (0...360).contains($0) ? $0 : nil }
            case .dec: spectrum.target.dec = number.flatMap { (-90...90).contains($0) ? $0 : nil }
            case .redshift: spectrum.target.redshift = number
            case .snr: spectrum.observation.snr = number
            case .date: spectrum.observation.date = ObservationDate.iso8601(text)
            case .mjd: spectrum.observation.mjd = number
            case .label, .subclass, .object, .other: spectrum.metadata[name.lowercased()] = text
            }
        }
        spectrum.group =
            spectrum.group ?? spectrum.target.name ?? (spectrum.identifier.isEmpty ? nil : spectrum.identifier)
    }
}
