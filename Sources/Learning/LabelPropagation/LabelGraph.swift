// SPDX-License-Identifier: Apache-2.0

import Execution

/// A weighted graph W of rows, without edges from a row to itself, that class values are sent along.
protocol LabelGraph: Sendable {
    var rowCount: Int { get }

    /// √ of the weight that ends at each row; 0 for a row that no edge ends at.
    func degreeRoots(context: ExecutionContext) throws -> [Double]

    /// W · values, both n × K, row-major.
    func product(
        with values: DisjointArray<Double>, classCount: Int, context: ExecutionContext
    ) throws -> DisjointArray<Double>
}

/// Memory that several parts fill at once, each its own places.
///
/// Not checked by the compiler: whoever writes sees to it that no two parts touch the same place.
final class DisjointArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    /// Places are not set to anything.
    init(count: Int) {
        start = .allocate(capacity: max(count, 1))
        self.count = count
    }

    init(repeating value: Element, count: Int) {
        start = .allocate(capacity: max(count, 1))
        start.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { start.deallocate() }

    subscript(place: Int) -> Element {
        get { start[place] }
        set { start[place] = newValue }
    }
}
