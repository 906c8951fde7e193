// SPDX-License-Identifier: Apache-2.0

extension VOTableColumn {
    /// Elements of all rows together.
    var elementCount: Int {
        switch values {
        case .integers(let values): values.count
        case .reals(let values): values.count
        case .booleans(let values): values.count
        case .texts(let values): values.count
        }
    }

    /// Whether the elements are of the type of the column, and as many as the rows say.
    func fits(_ plan: ColumnPlan) -> Bool {
        let isOfType =
            switch (values, plan.shape.element) {
            case (.integers, .integer), (.reals, .real), (.reals, .complex), (.texts, .text): true
            case (.booleans, .boolean), (.booleans, .bit): true
            default: false
            }
        guard isOfType, isComplex == (plan.shape.element == .complex), nulls.isEmpty || nulls.count == rowCount else {
            return false
        }
        if plan.shape.isArray {
            guard starts.count == rowCount + 1, starts.first == 0, starts.last == elementCount else { return false }
            return zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
        }
        return starts.isEmpty && elementCount == (isComplex ? 2 * rowCount : rowCount)
    }
}
