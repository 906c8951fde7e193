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
            return SpectrumColumns.identity(of: row) + [
                .text(classNames[best]), .real(Double(probabilities[index, best])),
                .real(Double(probabilities.margin(in: index))), .real(probabilities.entropy(in: index)),
            ] + probabilities[index].map { .real(Double($0)) } + [
                SpectrumColumns.value(row.label), .text(origins[index].rawValue),
            ] + SpectrumColumns.origin(of: row)
        }
        return table
    }

    private static func fields(classNames: [String]) -> [VOTableField] {
        SpectrumColumns.identity + [
            SpectrumColumns.text("class", "src.class", "Most probable class"),
            SpectrumColumns.number("probability", "stat.probability", "Probability of that class"),
            SpectrumColumns.number(
                "margin", "stat.probability;arith.diff", "Its probability minus that of the second best class"),
            SpectrumColumns.number(
                "entropy", "stat.value", "Doubt: 0 for certainty, 1 if all classes are equally probable"),
        ]
            + unique(classNames).enumerated().map { number, name in
                SpectrumColumns.number(name, "stat.probability", "Probability of class \(classNames[number])")
            } + [
                SpectrumColumns.label,
                SpectrumColumns.text(
                    "judged_by", "meta.note",
                    "cross-validation: models that saw no spectrum of this object; model: the final model"),
            ] + SpectrumColumns.origin
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
}
