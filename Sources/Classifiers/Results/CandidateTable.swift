// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Foundation
public import Learning
public import VOTable

/// The table of predictions that every classifier with classes hands back.
///
/// One row per spectrum: `id`, `object`, `ra`, `dec`, `class`, `probability`, `margin`, `entropy`, `p_<class>` for each
/// class, `label` as known before, `judged_by`, `group`, `snr`, `source`, `access_url`, `access_format`. The last two
/// carry the SSA utypes and UCDs, so that TOPCAT offers the spectrum of a row.
public enum CandidateTable {
    /// Which models the probabilities of a row are from.
    public enum Origin: String, Sendable, Codable, Hashable {
        /// Models that saw no spectrum of its object: an honest opinion of a labelled spectrum.
        case crossValidation = "cross-validation"
        /// The final model; the row had no label that it learnt from.
        case model
    }

    /// - Parameters:
    ///   - rows: the spectra, in the order of the probabilities.
    ///   - probabilities: n × K.
    ///   - origins: where the probabilities of each row are from.
    ///   - infos: how it was made.
    public static func make(
        rows: [DatasetRow], classNames: [String], probabilities: ClassProbabilities, origins: [Origin],
        infos: [VOTableDocument.Info] = []
    ) -> ResultTable {
        var table = ResultTable(
            name: "candidates",
            description: "What the classifier makes of each spectrum, with the probability of every class",
            fields: fields(classNames: classNames), infos: infos)
        table.rows = rows.indices.map { index in
            let row = rows[index]
            let best = probabilities.mostProbable(in: index)
            return [
                .text(row.id), text(row.object), real(row.ra), real(row.dec), .text(classNames[best]),
                .real(Double(probabilities[index, best])), .real(Double(probabilities.margin(in: index))),
                .real(probabilities.entropy(in: index)),
            ] + probabilities[index].map { .real(Double($0)) } + [
                text(row.label), .text(origins[index].rawValue), .text(row.groupName), real(row.snr),
                .text(row.source), .text(accessURL(row.source)), .text(accessFormat(row.source)),
            ]
        }
        return table
    }

    private static func fields(classNames: [String]) -> [VOTableField] {
        func text(_ name: String, _ ucd: String, _ description: String, utype: String? = nil) -> VOTableField {
            VOTableField(
                name: name, datatype: .char, arraysize: "*", ucd: ucd, utype: utype, description: description)
        }
        func number(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
            VOTableField(name: name, datatype: .float, ucd: ucd, description: description)
        }
        func angle(_ name: String, _ ucd: String, _ description: String) -> VOTableField {
            VOTableField(
                name: name, datatype: .double, unit: "deg", ucd: ucd, ref: ResultTable.positionSystem,
                description: description)
        }
        return [
            text("id", "meta.id;meta.main", "Identifier of the spectrum in its dataset"),
            text("object", "meta.id;src", "Name of the object", utype: "ssa:Target.Name"),
            angle("ra", "pos.eq.ra;meta.main", "Right ascension, ICRS"),
            angle("dec", "pos.eq.dec;meta.main", "Declination, ICRS"),
            text("class", "src.class", "Most probable class"),
            number("probability", "stat.probability", "Probability of that class"),
            number("margin", "stat.probability;arith.diff", "Its probability minus that of the second best class"),
            number("entropy", "stat.value", "Doubt: 0 for certainty, 1 if all classes are equally probable"),
        ]
            + unique(classNames).enumerated().map { number, name in
                VOTableField(
                    name: name, datatype: .float, ucd: "stat.probability",
                    description: "Probability of class \(classNames[number])")
            } + [
                text("label", "src.class", "Class that was known before, if any"),
                text(
                    "judged_by", "meta.note",
                    "cross-validation: models that saw no spectrum of this object; model: the final model"),
                text("group", "meta.id.assoc", "Name that spectra of one object share"),
                number("snr", "stat.snr", "Signal-to-noise ratio per pixel"),
                text("source", "meta.id;meta.file", "File or address of the spectrum, with #part/row within it"),
                text(
                    "access_url", "meta.ref.url", "Address of the spectrum's file", utype: "ssa:Access.Reference"),
                text("access_format", "meta.code.mime", "Media type of that file", utype: "ssa:Access.Format"),
            ]
    }

    /// `p_` and the class name in letters, digits and underscores, made unique by numbers.
    static func unique(_ classNames: [String]) -> [String] {
        var used: Set<String> = []
        return classNames.map { name in
            let plain = "p_" + String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            var candidate = plain, number = 2
            while !used.insert(candidate.lowercased()).inserted {
                candidate = "\(plain)_\(number)"
                number += 1
            }
            return candidate
        }
    }

    private static func text(_ value: String?) -> VOTableValue { value.map { .text($0) } ?? .null }

    private static func real(_ value: Double?) -> VOTableValue { value.map { .real($0) } ?? .null }

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
