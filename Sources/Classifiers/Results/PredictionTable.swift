// SPDX-License-Identifier: Apache-2.0

import Datasets
import Learning
import VOTable

/// The single predictions of a cross-validation, with the fold that each was made in: what two methods are compared by.
///
/// One row per labelled spectrum and repeat: `id`, `group`, `label`, `repeat`, `fold`, `class`, `p_<class>` for each class.
enum PredictionTable {
    static let name = "predictions"

    static func make(
        _ outcome: CrossValidation.Outcome, known: LabelledRows, dataset: Dataset, infos: [VOTableDocument.Info]
    ) -> ResultTable {
        var table = ResultTable(
            name: name,
            description:
                "What the cross-validation says of each labelled spectrum, by a model that saw none of its object",
            fields: [
                SpectrumColumns.text("id", "meta.id;meta.main", "Identifier of the spectrum in its dataset"),
                SpectrumColumns.text("group", "meta.id.assoc", "Name that spectra of one object share"),
                SpectrumColumns.label,
                SpectrumColumns.count("repeat", "meta.number", "Number of the cross-validation, from 1"),
                SpectrumColumns.count("fold", "meta.number", "Part that it was tested in, from 1"),
                SpectrumColumns.text("class", "src.class", "Most probable class"),
            ]
                + CandidateTable.unique(known.classNames).enumerated().map { number, name in
                    SpectrumColumns.number(
                        name, "stat.probability", "Probability of class \(known.classNames[number])")
                }, infos: infos)
        for (round, (probabilities, folds)) in zip(outcome.rounds, outcome.parts).enumerated() {
            for (place, index) in known.rows.enumerated() {
                let row = dataset.rows[index]
                table.rows.append(
                    [
                        .text(row.id), .text(row.groupName), SpectrumColumns.value(row.label),
                        .integer(Int64(round + 1)), .integer(Int64(folds[place] + 1)),
                        .text(known.classNames[probabilities.mostProbable(in: place)]),
                    ] + probabilities[place].map { .real(Double($0)) })
            }
        }
        return table
    }
}
