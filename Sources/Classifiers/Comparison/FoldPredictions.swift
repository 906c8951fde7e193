// SPDX-License-Identifier: Apache-2.0

import Foundation
import VOTable

/// The single predictions of a cross-validation, as a training leaves them in `predictions.vot`.
public struct FoldPredictions: Sendable, Hashable {
    /// One prediction of one spectrum by a model that saw none of its object.
    public struct Row: Sendable, Hashable {
        /// Identifier of the spectrum in its dataset.
        public var id: String
        /// Name that spectra of one object share.
        public var group: String
        /// The class that it is known to be.
        public var label: String
        /// Number of the cross-validation.
        public var round: Int
        /// Part that it was tested in.
        public var fold: Int
        /// The most probable class.
        public var answer: String
        /// Probability of ``answer``; NaN if it was not kept.
        public var probability: Double
    }

    /// What the method is called: its module, and what tells it from another of the same module.
    public var name: String
    /// Name of the dataset.
    public var dataset: String
    /// In the order of the table.
    public var rows: [Row]

    public init(name: String, dataset: String, rows: [Row]) {
        self.name = name
        self.dataset = dataset
        self.rows = rows
    }

    /// Reads `predictions.vot`.
    ///
    /// - Throws: `VOTableError`; ``ClassifierError/badPredictions(file:reason:)`` for another table.
    public init(contentsOf path: String) throws {
        func bad(_ reason: String) -> ClassifierError { .badPredictions(file: path, reason: reason) }
        let reader = try VOTableReader(path: path)
        guard let table = try reader.nextTable() else { throw bad("it holds no table") }
        let fields = table.fields.map(\.name)
        func column(_ name: String) throws -> Int {
            guard let place = fields.firstIndex(of: name) else { throw bad("it has no column \(name)") }
            return place
        }
        let id = try column("id"), group = try column("group"), label = try column("label")
        let round = try column("repeat"), fold = try column("fold"), answer = try column("class")
        let probabilities = fields.indices.filter { fields[$0].hasPrefix("p_") }
        rows = []
        while let batch = try reader.nextBatch() {
            for number in 0..<batch.rowCount {
                let cells = batch.row(number)
                guard case .text(let id) = cells[id], case .text(let group) = cells[group],
                    case .text(let label) = cells[label], case .integer(let round) = cells[round],
                    case .integer(let fold) = cells[fold], case .text(let answer) = cells[answer],
                    let round = Int(exactly: round), let fold = Int(exactly: fold)
                else { throw bad("row \(rows.count + 1) lacks a value") }
                let best = probabilities.compactMap { place -> Double? in
                    if case .real(let value) = cells[place] { value } else { nil }
                }.max()
                rows.append(
                    Row(
                        id: id, group: group, label: label, round: round, fold: fold, answer: answer,
                        probability: best ?? .nan))
            }
        }
        guard !rows.isEmpty else { throw bad("it has no rows") }
        let infos = reader.document.resources.flatMap(\.infos)
        name = infos.first { $0.name == "classifier" }?.value ?? "?"
        dataset = infos.first { $0.name == "dataset" }?.value ?? "?"
    }
}
