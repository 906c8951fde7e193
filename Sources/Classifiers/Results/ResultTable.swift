// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// A table of results, to be written as VOTable and as CSV.
public struct ResultTable: Sendable, Hashable {
    /// File name without suffix, and name of the table: "candidates".
    public var name: String
    /// What a row is, one sentence.
    public var description: String
    /// Columns with unit, UCD and description.
    public var fields: [VOTableField]
    /// n rows of `fields.count` values.
    public var rows: [[VOTableValue]]
    /// Facts about the whole table (INFO): how it was made.
    public var infos: [VOTableDocument.Info]

    public init(
        name: String, description: String, fields: [VOTableField], rows: [[VOTableValue]] = [],
        infos: [VOTableDocument.Info] = []
    ) {
        self.name = name
        self.description = description
        self.fields = fields
        self.rows = rows
        self.infos = infos
    }
}
