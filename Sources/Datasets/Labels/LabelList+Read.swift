// SPDX-License-Identifier: Apache-2.0

extension LabelList {
    /// Reads a CSV or VOTable with a column of ids and one of labels, or a JSON object `{id: label}`.
    ///
    /// Columns are found by name (id; label or class), else the first two count.
    ///
    /// - Throws: ``DatasetError``.
    public init(contentsOf path: String, idColumn: String? = nil, labelColumn: String? = nil) throws {
        throw DatasetError.notDataset(file: path, reason: "not yet written")
    }
}

extension Dataset {
    /// The dataset with labels of the list on the rows that it knows; other rows keep theirs.
    public func labelled(by labels: LabelList) -> Dataset {
        var dataset = self
        dataset.rows = rows.map(labels.labelled)
        return dataset
    }
}
