// SPDX-License-Identifier: Apache-2.0

/// One column of a batch of rows, as one array.
///
/// ```swift
/// if let fluxes = batch.columns[2].reals { sum += fluxes.reduce(0, +) }
/// let name = batch.columns[0].text(at: 17)
/// ```
///
/// A cell with several elements (array, or complex number) has its elements side by side in ``values``;
/// ``elements(of:)`` says which. The value under a null is NaN, 0, false or empty.
public struct VOTableColumn: Sendable, Hashable {
    /// The elements of all rows, in row order.
    public enum Values: Sendable, Hashable {
        /// unsignedByte, short, int and long.
        case integers([Int64])
        /// float and double; floatComplex and doubleComplex as real part, imaginary part, …
        case reals([Double])
        /// boolean and bit: 0 false, 1 true, 2 unknown (in arrays only).
        case booleans([UInt8])
        /// char and unicodeChar.
        case texts(VOTableTexts)
    }

    /// Elements of all rows, in row order; which case it is follows from the datatype of the field.
    public let values: Values
    /// Element ranges of array cells: row i has elements `starts[i]..<starts[i + 1]`; empty if each row has one
    /// element.
    public let starts: [Int]
    /// 1 where a row is null; empty if none is.
    public let nulls: [UInt8]
    /// Rows, null ones counted.
    public let rowCount: Int
    /// Real and imaginary part side by side.
    public let isComplex: Bool
    /// An element of an integer array with this value is null.
    let nullElement: Int64?

    init(
        values: Values, starts: [Int] = [], nulls: [UInt8] = [], rowCount: Int, isComplex: Bool = false,
        nullElement: Int64? = nil
    ) {
        self.values = values
        self.starts = starts
        self.nulls = nulls.contains(1) ? nulls : []
        self.rowCount = rowCount
        self.isComplex = isComplex
        self.nullElement = nullElement
    }

    /// A column of integers, without nulls unless `nulls` has a 1 for them.
    public init(integers: [Int64], nulls: [UInt8] = []) {
        self.init(values: .integers(integers), nulls: nulls, rowCount: integers.count)
    }

    /// A column of real numbers.
    public init(reals: [Double], nulls: [UInt8] = []) {
        self.init(values: .reals(reals), nulls: nulls, rowCount: reals.count)
    }

    /// A column of truth values, 0 or 1.
    public init(booleans: [UInt8], nulls: [UInt8] = []) {
        self.init(values: .booleans(booleans), nulls: nulls, rowCount: booleans.count)
    }

    /// A column of strings.
    public init(texts: VOTableTexts, nulls: [UInt8] = []) {
        self.init(values: .texts(texts), nulls: nulls, rowCount: texts.count)
    }

    /// Whether the whole cell is null; single elements of an array may be null in a cell that is not.
    public func isNull(_ row: Int) -> Bool { !nulls.isEmpty && nulls[row] != 0 }

    /// Which elements of ``values`` are of this row.
    public func elements(of row: Int) -> Range<Int> {
        if !starts.isEmpty { return starts[row]..<starts[row + 1] }
        return isComplex ? 2 * row..<2 * row + 2 : row..<row + 1
    }

    /// The integers of an integer column.
    public var integers: [Int64]? { if case .integers(let values) = values { values } else { nil } }

    /// The numbers of a float, double or complex column.
    public var reals: [Double]? { if case .reals(let values) = values { values } else { nil } }

    /// The string of a row in a column of strings; `nil` for null and for other columns.
    public func text(at row: Int) -> String? {
        guard case .texts(let texts) = values, starts.isEmpty, !isNull(row) else { return nil }
        return texts[row]
    }

    /// One cell.
    public subscript(row: Int) -> VOTableValue {
        if isNull(row) { return .null }
        let range = elements(of: row)
        let isScalar = starts.isEmpty
        switch values {
        case .integers(let all):
            return isScalar ? .integer(all[row]) : .integers(all[range].map { $0 == nullElement ? nil : $0 })
        case .reals(let all):
            if !isScalar { return .reals(Array(all[range])) }
            return isComplex ? .complex(all[2 * row], all[2 * row + 1]) : .real(all[row])
        case .booleans(let all):
            return isScalar ? .boolean(all[row] == 1) : .booleans(all[range].map { $0 == 2 ? nil : $0 == 1 })
        case .texts(let all):
            return isScalar ? .text(all[row]) : .texts(range.map { all[$0] })
        }
    }
}
