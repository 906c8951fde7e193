// SPDX-License-Identifier: Apache-2.0

/// A VOTable that cannot be read or written: what, where in which file, and what to do.
public enum VOTableError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No VOTABLE element; `start` shows the first characters: an HTML page, a plain message.
    case notVOTable(file: String, start: String)
    /// XML that is not well formed, or that no VOTable may hold; `line` is 1-based.
    case malformed(file: String, line: Int, reason: String)
    /// `table` and `row` are counted from 1, in document order.
    case badValue(file: String, table: Int, row: Int, column: String, text: String)
    /// Above one of the ``VOTableLimits``; `what` says of what.
    case tooLarge(file: String, what: String, limit: Int)
    /// The file cannot be opened, read or written; `reason` is the system's.
    case system(file: String, reason: String)
    /// The binary data of a table end within a row, or do not decode.
    case badStream(file: String, table: Int, row: Int, reason: String)
    /// The data stand elsewhere, where a reader of strangers' files does not look.
    case remoteData(file: String, table: Int, href: String)
    /// Something that is no VOTable was to be written.
    case cannotWrite(file: String, reason: String)

    /// A stable code, for catalogues of errors.
    public var code: String {
        switch self {
        case .notVOTable: "VOT001"
        case .malformed: "VOT002"
        case .badValue: "VOT003"
        case .tooLarge: "VOT004"
        case .system: "VOT005"
        case .badStream: "VOT006"
        case .remoteData: "VOT007"
        case .cannotWrite: "VOT008"
        }
    }

    public var description: String {
        switch self {
        case .notVOTable(let file, let start):
            "\(code): not a VOTable, in \(file), which begins with \"\(start)\"; check what the service sent"
        case .malformed(let file, let line, let reason):
            "\(code): broken XML (\(reason)), in \(file), line \(line); fetch the document again or repair it"
        case .badValue(let file, let table, let row, let column, let text):
            "\(code): \"\(text)\" is no value of its column, in \(file), table \(table), row \(row), column \(column); "
                + "correct the cell or the datatype of the FIELD"
        case .tooLarge(let file, let what, let limit):
            "\(code): too large (\(what) above \(limit)), in \(file); raise the limit if you trust the document"
        case .system(let file, let reason):
            "\(code): cannot be read or written (\(reason)), \(file); check the path and the disk"
        case .badStream(let file, let table, let row, let reason):
            "\(code): damaged table data (\(reason)), in \(file), table \(table), row \(row); fetch the document again"
        case .remoteData(let file, let table, let href):
            "\(code): the data of the table are elsewhere (\(href)), in \(file), table \(table); "
                + "fetch them yourself or ask the service for inline data"
        case .cannotWrite(let file, let reason):
            "\(code): cannot be written as VOTable (\(reason)), \(file); correct the table description or the row"
        }
    }
}
