// SPDX-License-Identifier: Apache-2.0

/// Data or settings that an algorithm cannot learn from: what, where, and what to do.
public enum LearningError: Error, Sendable, Hashable {
    /// An array that has not the length the others ask for.
    case wrongLength(what: String, have: Int, need: Int)
    /// A matrix of no rows, or a baseline without labels.
    case noRows
    /// A matrix of no columns.
    case noColumns
    /// Rows with weight above 0 are all of one class, or there are none.
    case tooFewClasses(have: Int)
    /// Fewer groups than parts to divide them into.
    case tooFewGroups(have: Int, need: Int)
    /// Row and class number are 0-based.
    case labelOutOfRange(row: Int, label: Int, classes: Int)
    /// A weight that is negative, infinite or NaN.
    case badWeight(row: Int, weight: Double)
    /// A setting outside its range; `allowed` says the range in words.
    case badSetting(name: String, text: String, allowed: String)
    /// Rows to predict have more or fewer columns than those learnt from.
    case columnMismatch(have: Int, need: Int)
    /// A probability outside 0...1, or NaN.
    case notAProbability(row: Int, column: Int, value: Double)
    /// Bytes that are not a whole stored forest: cut short, changed, or of another format.
    case damagedForest(reason: String)
    /// More than 2³⁰ rows or columns.
    case tooManyRows(have: Int, limit: Int)
    /// NaN or infinity where the method needs numbers; row and column are 0-based.
    case notFinite(row: Int, column: Int)
    /// Memory for intermediate results could not be had.
    case outOfMemory
    /// A value so great that products of such values overflow. Row and column are 0-based.
    case valueTooGreat(row: Int, column: Int, value: Float)
    /// A file that is not a whole index of neighbours: cut short, changed, or of another format.
    case damagedIndex(file: String, reason: String)
}

extension LearningError: CustomStringConvertible {
    /// The stable code: "LRN004".
    public var code: String { String(description.prefix(6)) }

    public var description: String {
        switch self {
        case .wrongLength(let what, let have, let need):
            "LRN001: \(what): there are \(have) values where \(need) are needed; give one for each"
        case .noRows:
            "LRN002: there is no row to learn from; give at least two rows of different classes"
        case .noColumns:
            "LRN003: the rows have no values; give at least one column"
        case .tooFewClasses(let have):
            "LRN004: the labels hold \(have) \(have == 1 ? "class" : "classes"); give examples of at least two"
        case .tooFewGroups(let have, let need):
            """
            LRN005: the rows are of \(have) \(have == 1 ? "object" : "objects") where \(need) are needed; \
            use fewer folds, or add objects
            """
        case .labelOutOfRange(let row, let label, let classes):
            "LRN006: row \(row): class number \(label) is not in 0..<\(classes); number the classes from 0"
        case .badWeight(let row, let weight):
            "LRN007: row \(row): weight \(weight) is not a finite number of at least 0; correct or remove the row"
        case .badSetting(let name, let text, let allowed):
            "LRN008: \(name): \(text) is not allowed; give \(allowed)"
        case .columnMismatch(let have, let need):
            "LRN009: the rows have \(have) columns where the fitted forest knows \(need); prepare them as it was trained"
        case .notAProbability(let row, let column, let value):
            "LRN010: row \(row), class \(column): \(value) is not a probability; give numbers from 0 to 1"
        case .damagedForest(let reason):
            "LRN011: the stored forest is damaged (\(reason)); train it again or fetch the file again"
        case .tooManyRows(let have, let limit):
            "LRN012: there are \(have) rows or columns where at most \(limit) can be handled; split the data"
        case .notFinite(let row, let column):
            "LRN013: row \(row), column \(column): not a finite number; fill missing values or leave out the row"
        case .outOfMemory:
            "LRN014: there is not enough memory for intermediate results; use fewer threads or rows"
        case .valueTooGreat(let row, let column, let value):
            "LRN015: row \(row), column \(column): \(value) is too great to compute with; use other units, or scale the rows"
        case .damagedIndex(let file, let reason):
            "LRN016: \(file): not a whole index of neighbours (\(reason)); write it again"
        }
    }
}
