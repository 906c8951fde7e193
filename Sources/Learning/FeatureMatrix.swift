// SPDX-License-Identifier: Apache-2.0

/// A dense table of numbers to learn from: n rows (spectra) × m columns (features).
///
/// NaN means "not known"; what an algorithm makes of it is said there.
public struct FeatureMatrix: Sendable, Hashable {
    /// n, the number of spectra.
    public let rowCount: Int
    /// m, the number of features of each.
    public let columnCount: Int
    /// n × m, row-major.
    public var values: [Float]

    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` if `values` has not n · m elements.
    public init(rows: Int, columns: Int, values: [Float]) throws(LearningError) {
        let (need, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard rows >= 0, columns >= 0, !overflow, values.count == need else {
            throw .wrongLength(what: "matrix of \(rows) × \(columns)", have: values.count, need: overflow ? .max : need)
        }
        rowCount = rows
        columnCount = columns
        self.values = values
    }

    /// The m values of a row, without copying. Slice indices are those of ``values``.
    public subscript(row: Int) -> ArraySlice<Float> {
        values[row * columnCount..<(row + 1) * columnCount]
    }

    /// The rows with the given numbers, in the given order.
    public func rows(_ numbers: [Int]) -> FeatureMatrix {
        var chosen: [Float] = []
        chosen.reserveCapacity(numbers.count * columnCount)
        for number in numbers { chosen.append(contentsOf: self[number]) }
        return FeatureMatrix(unchecked: numbers.count, columnCount, chosen)
    }

    /// - Throws: ``LearningError/notFinite(row:column:)`` for the first NaN or infinity.
    func checkFinite() throws(LearningError) {
        guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
        throw .notFinite(row: place / columnCount, column: place % columnCount)
    }

    init(unchecked rows: Int, _ columns: Int, _ values: [Float]) {
        rowCount = rows
        columnCount = columns
        self.values = values
    }
}
