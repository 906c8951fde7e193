// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// Lines measured in every row of a dataset.
public struct LineTable: Sendable, Hashable {
    /// The lines, in the order of the columns.
    public var list: LineList
    /// What was kept of each line, in the order of the columns.
    public var features: [LineFeature]
    /// n, the rows of the dataset.
    public var rowCount: Int
    /// n × (lines · features), row-major, the features of a line side by side; NaN where nothing could be measured.
    public var values: [Float]
    /// n × lines: why not.
    public var flags: [LineFlags]

    public init(list: LineList, features: [LineFeature], rowCount: Int, values: [Float], flags: [LineFlags]) {
        self.list = list
        self.features = features
        self.rowCount = rowCount
        self.values = values
        self.flags = flags
    }

    /// Lines times features.
    public var columnCount: Int { list.lines.count * features.count }

    /// "Halpha_ew", "Halpha_ew_err", …, one per column; characters that names in queries may not have become `_`.
    public var columnNames: [String] {
        list.lines.flatMap { line in features.map { "\(Self.plain(line.name))_\($0.rawValue)" } }
    }

    /// A line's name as columns begin with it.
    public static func plain(_ name: String) -> String {
        let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return plain.first?.isLetter ?? false ? plain : "line_" + plain
    }

    /// The values of one feature of one line, a value per row; empty if the table has not got it.
    public func column(_ feature: LineFeature, of line: Int) -> [Double] {
        guard let place = features.firstIndex(of: feature), list.lines.indices.contains(line) else { return [] }
        return (0..<rowCount).map { Double(values[$0 * columnCount + line * features.count + place]) }
    }

    /// The flags of a line in a row.
    public func flags(_ row: Int, _ line: Int) -> LineFlags { flags[row * list.lines.count + line] }
}
