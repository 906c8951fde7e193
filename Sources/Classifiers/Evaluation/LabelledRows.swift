// SPDX-License-Identifier: Apache-2.0

import Datasets

/// What can be learnt from a dataset: which rows have a class that enough objects share, and which rows are of one
/// object.
struct LabelledRows: Sendable {
    /// In alphabetical order.
    let classNames: [String]
    /// Rows of the dataset, ascending.
    let rows: [Int]
    /// The class number of each of ``rows``.
    let labels: [Int]
    /// The object number of each of ``rows``.
    let groups: [Int]
    /// Classes left out since too few objects have them.
    let leftOut: [String]

    /// - Parameter minimumObjects: objects a class must have.
    /// - Throws: ``ClassifierError`` if no two classes are left.
    init(_ dataset: Dataset, minimumObjects: Int) throws(ClassifierError) {
        let objectNumbers = dataset.objectNumbers
        var objects: [String: Set<Int>] = [:]
        for (row, group) in zip(dataset.rows, objectNumbers) {
            if let label = row.label, !label.isEmpty { objects[label, default: []].insert(group) }
        }
        guard !objects.isEmpty else { throw .noLabels(dataset: dataset.name) }
        if let only = objects.keys.first, objects.count == 1 {
            throw .tooFewClasses(dataset: dataset.name, only: only)
        }
        let names = objects.filter { $0.value.count >= minimumObjects }.keys.sorted()
        guard names.count >= 2 else { throw .noClassLeft(dataset: dataset.name, minimum: minimumObjects) }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let known = dataset.rows.indices.filter { dataset.rows[$0].label.flatMap { numbers[$0] } != nil }
        classNames = names
        rows = known
        labels = known.compactMap { dataset.rows[$0].label.flatMap { numbers[$0] } }
        groups = known.map { objectNumbers[$0] }
        leftOut = objects.keys.filter { !names.contains($0) }.sorted()
    }

    var objectCount: Int { Set(groups).count }
}

extension Dataset {
    /// Checks what every classifier takes for granted: some spectra, arrays of the right length, finite flux.
    ///
    /// - Throws: ``ClassifierError``.
    func check() throws(ClassifierError) {
        guard !rows.isEmpty, !grid.values.isEmpty else { throw .emptyDataset(name: name) }
        let need = rows.count * grid.values.count
        guard flux.count == need else { throw .wrongShape(dataset: name, what: "flux", have: flux.count, need: need) }
        if let mask, mask.count != need {
            throw .wrongShape(dataset: name, what: "mask", have: mask.count, need: need)
        }
        if let place = flux.firstIndex(where: { !$0.isFinite }), mask?[place] != true {
            let row = place / grid.values.count
            throw .notFinite(dataset: name, row: row, id: rows[row].id, pixel: place % grid.values.count)
        }
    }
}
