// SPDX-License-Identifier: Apache-2.0

import Datasets
import Learning

/// Chooses the spectra that a report shows: the clearest of each class, the most doubtful, and the worst mistakes.
struct ExampleChoice {
    let dataset: Dataset
    let labels: [Int?]
    let probabilities: ClassProbabilities

    func examples(_ sampler: SpectrumSampler) -> [Report.Example] {
        let rows = Array(dataset.rows.indices)
        let predicted = probabilities.mostProbable
        func best(_ row: Int) -> Float { probabilities[row, predicted[row]] }
        // Ties go to the lower row, so that equal runs show equal spectra.
        let byCertainty = rows.sorted { (best($1), $0) < (best($0), $1) }
        let right = byCertainty.filter { labels[$0] == nil || labels[$0] == predicted[$0] }
        let certain = (0..<probabilities.classCount).prefix(9).compactMap { number in
            right.first { predicted[$0] == number }
        }
        let uncertain = distinct(
            rows.sorted { (probabilities.margin(in: $0), $0) < (probabilities.margin(in: $1), $1) }, 6)
        let mistaken = distinct(byCertainty.filter { labels[$0] != nil && labels[$0] != predicted[$0] }, 6)
        return [(Report.Example.Kind.certain, certain), (.uncertain, uncertain), (.mistaken, mistaken)].flatMap {
            kind, rows in rows.map { example(kind, $0, sampler) }
        }
    }

    /// The first rows that are of different objects.
    private func distinct(_ rows: [Int], _ count: Int) -> [Int] {
        var seen: Set<String> = []
        var chosen: [Int] = []
        for row in rows where chosen.count < count {
            if seen.insert(dataset.rows[row].groupName).inserted { chosen.append(row) }
        }
        return chosen
    }

    private func example(_ kind: Report.Example.Kind, _ index: Int, _ sampler: SpectrumSampler) -> Report.Example {
        let row = dataset.rows[index]
        let order = (0..<probabilities.classCount).sorted {
            (probabilities[index, $1], $0) < (probabilities[index, $0], $1)
        }
        return Report.Example(
            kind: kind, id: row.id, object: row.object, label: labels[index], predicted: order[0],
            probability: probabilities[index, order[0]], second: order[1],
            secondProbability: probabilities[index, order[1]], snr: row.snr, source: row.source,
            flux: sampler.spectrum(index))
    }
}
