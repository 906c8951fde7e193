// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// Finds what a table tells, whatever its columns are called: by utype, then UCD, then name.
///
/// ```swift
/// let finder = ColumnFinder(table)
/// if let column = finder.column(.accessURL) { urls = rows.compactMap { finder.text(column, $0) } }
/// ```
///
/// What is the same for all rows may stand in a PARAM instead of a FIELD (SSA 1.1 §8.5): ``columns`` has the fields and behind them the
/// parameters of the table.
public struct ColumnFinder: Sendable {
    public let columns: [VOTableField]
    /// The values of the columns behind the fields.
    let constants: [VOTableValue]
    let fieldCount: Int

    public init(_ table: VOTableDocument.Table) {
        var parameters = table.parameters
        func visit(_ group: VOTableDocument.Group) {
            // Groups that describe a coordinate system speak of the columns, not of the rows.
            if group.utype?.lowercased().hasPrefix("stc:") != true { parameters += group.parameters }
            for inner in group.groups { visit(inner) }
        }
        for group in table.groups { visit(group) }
        fieldCount = table.fields.count
        columns = table.fields + parameters.map(\.field)
        constants = parameters.map(\.value)
    }

    /// A row with the constants behind its cells; short rows are filled with null.
    public func cells(of row: [VOTableValue]) -> [VOTableValue] {
        let missing = max(0, fieldCount - row.count)
        return Array(row.prefix(fieldCount)) + [VOTableValue](repeating: .null, count: missing) + constants
    }

    /// The columns that may hold the item, the most trustworthy first; empty if there is none. A PARAM without a value does not count.
    public func candidates(_ item: ColumnItem) -> [Int] {
        var found: [Int] = []
        func add(_ isIt: (VOTableField) -> Bool) {
            for (index, column) in columns.enumerated() where isIt(column) && !found.contains(index) {
                guard index < fieldCount || constants[index - fieldCount].text != nil else { continue }
                found.append(index)
            }
        }
        for utype in item.utypes { add { $0.utype.map { ColumnItem.plain(utype: $0) } == utype } }
        for ucd in item.ucds { add { $0.ucd?.trimmed.lowercased() == ucd } }
        for name in item.names { add { $0.name.lowercased() == name || $0.id?.lowercased() == name } }
        return found
    }

    /// The column that holds the item.
    public func column(_ item: ColumnItem) -> Int? { candidates(item).first }

    /// The column of that ID, as `ref` attributes name it; a column of that name where no ID fits.
    public func column(id: String) -> Int? {
        columns.firstIndex { $0.id == id } ?? columns.firstIndex { $0.name == id }
    }

    /// A column as a user names it: its name or ID, in any case.
    public func column(named name: String) -> Int? {
        columns.firstIndex { $0.name == name || $0.id == name }
            ?? columns.firstIndex { $0.name.equalsIgnoringCase(name) || $0.id?.equalsIgnoringCase(name) == true }
    }
}
