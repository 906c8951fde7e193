// SPDX-License-Identifier: Apache-2.0

/// Labels by spectrum, from a file of their own, to join on to a dataset or collection.
///
/// An id matches as it is; else its last path component without extension does, so
/// `ivo://asu.cas.cz/stel/ccd700/uc050029` finds `uc050029.fits`. Where two ids share that component, it matches
/// neither.
public struct LabelList: Sendable, Hashable {
    /// In file order.
    public private(set) var ids: [String] = []
    /// One for each of ``ids``.
    public private(set) var labels: [String] = []
    private var byID: [String: String] = [:]
    private var byStem: [String: String?] = [:]

    public init() {}

    /// - Parameter entries: pairs of id and label; of a repeated id the last counts.
    public init(_ entries: [(id: String, label: String)]) {
        for (id, label) in entries { add(id: id, label: label) }
    }

    /// Adds a pair. Of a repeated id the last label counts; a last path component that two ids share, with different
    /// labels, matches neither.
    public mutating func add(id: String, label: String) {
        ids.append(id)
        labels.append(label)
        byID[id] = label
        let stem = Self.stem(of: id)
        if let known = byStem[stem], known != label { byStem[stem] = .some(nil) } else { byStem[stem] = label }
    }

    /// The label of a spectrum; `nil` if there is none, or more than one.
    public subscript(_ id: String) -> String? {
        byID[id] ?? byStem[Self.stem(of: id)].flatMap(\.self)
    }

    /// The row with its label from the list, looked up by id, then by source; its own label is kept if there is none.
    public func labelled(_ row: DatasetRow) -> DatasetRow {
        // A source with a place in it ("stars.fits#1/3") names a file of many spectra: it cannot tell which one is
        // meant.
        let source = row.source.contains("#") ? nil : self[row.source]
        guard let label = self[row.id] ?? source else { return row }
        var row = row
        row.label = label
        return row
    }

    /// The last path component without its extensions for FITS, text and compression.
    static func stem(of id: String) -> String {
        var stem = id.split(separator: "/").last.map(String.init) ?? id
        while let dot = stem.lastIndex(of: "."),
            ["gz", "fz", "bz2", "fits", "fit", "fts", "csv", "txt", "dat", "ascii", "vot", "xml", "votable"]
                .contains(stem[stem.index(after: dot)...].lowercased())
        {
            stem = String(stem[..<dot])
        }
        return stem
    }
}
