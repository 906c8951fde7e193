// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import VOTable

/// The columns that every table with a row per spectrum has around those of its own: before, who it is; after, what was
/// known and where the spectrum lies.
///
/// `access_url` and `access_format` carry the SSA utypes and UCDs, so that TOPCAT offers the spectrum of a row.
enum SpectrumColumns {
    /// `id`, `object`, `ra`, `dec`
    static let identity: [VOTableField] = [
        text("id", "meta.id;meta.main", "Identifier of the spectrum in its dataset"),
        text("object", "meta.id;src", "Name of the object", utype: "ssa:Target.Name"),
        angle("ra", "pos.eq.ra;meta.main", "Right ascension, ICRS"),
        angle("dec", "pos.eq.dec;meta.main", "Declination, ICRS"),
    ]

    /// `label`
    static let label = text("label", "src.class", "Class that was known before, if any")

    /// `group`, `snr`, `source`, `access_url`, `access_format`
    static let origin: [VOTableField] = [
        text("group", "meta.id.assoc", "Name that spectra of one object share"),
        number("snr", "stat.snr", "Signal-to-noise ratio per pixel"),
        text("source", "meta.id;meta.file", "File or address of the spectrum, with #part/row within it"),
        text("access_url", "meta.ref.url", "Address of the spectrum's file", utype: "ssa:Access.Reference"),
        text("access_format", "meta.code.mime", "Media type of that file", utype: "ssa:Access.Format"),
    ]

    /// The values of ``identity``.
    static func identity(of row: DatasetRow) -> [VOTableValue] {
        [.text(row.id), value(row.object), value(row.ra), value(row.dec)]
    }

    /// The values of ``origin``.
    static func origin(of row: DatasetRow) -> [VOTableValue] {
        [
            .text(row.groupName), value(row.snr), .text(row.source), .text(accessURL(row.source)),
            .text(accessFormat(row.source)),
        ]
    }

    /// A table with a row per spectrum: identity, the module's own columns, label and origin.
    ///
    /// - Parameters:
    ///   - fields: the module's own columns.
    ///   - order: rows of the dataset in the order of the table; `nil` for all as they are.
    ///   - values: the values of ``fields`` for a row of the dataset.
    static func table(
        named name: String, description: String, of rows: [DatasetRow], fields: [VOTableField],
        infos: [VOTableDocument.Info] = [], order: [Int]? = nil, values: (Int) -> [VOTableValue]
    ) -> ResultTable {
        var table = ResultTable(
            name: name, description: description, fields: identity + fields + [label] + origin, infos: infos)
        table.rows = (order ?? Array(rows.indices)).map { index in
            identity(of: rows[index]) + values(index) + [value(rows[index].label)] + origin(of: rows[index])
        }
        return table
    }

    static func text(_ name: String, _ ucd: String, _ description: String, utype: String? = nil) -> VOTableField {
        VOTableField(name: name, datatype: .char, arraysize: "*", ucd: ucd, utype: utype, description: description)
    }

    static func number(_ name: String, _ ucd: String, _ description: String, unit: String? = nil) -> VOTableField {
        VOTableField(name: name, datatype: .float, unit: unit, ucd: ucd, description: description)
    }

    static func count(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
        VOTableField(name: name, datatype: .long, ucd: ucd, description: description)
    }

    private static func angle(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
        VOTableField(
            name: name, datatype: .double, unit: "deg", ucd: ucd, ref: ResultTable.positionSystem,
            description: description)
    }

    static func value(_ text: String?) -> VOTableValue { text.map { .text($0) } ?? .null }

    /// NaN is null.
    static func value(_ number: Double?) -> VOTableValue { number.map { $0.isNaN ? .null : .real($0) } ?? .null }

    /// The file without `#part/row`, as a URL.
    static func accessURL(_ source: String) -> String {
        let file = source.replacing(/#\d+(\/\d+)?$/, with: "")
        return file.contains("://") ? file : URL(filePath: file).absoluteURL.absoluteString
    }

    static func accessFormat(_ source: String) -> String {
        let file = accessURL(source).lowercased().replacing(/\.(gz|fz)$/, with: "")
        if file.hasSuffix(".vot") || file.hasSuffix(".xml") || file.hasSuffix(".votable") {
            return "application/x-votable+xml"
        }
        if file.hasSuffix(".csv") { return "text/csv" }
        if file.hasSuffix(".txt") || file.hasSuffix(".dat") || file.hasSuffix(".ascii") { return "text/plain" }
        return "application/fits"
    }
}
