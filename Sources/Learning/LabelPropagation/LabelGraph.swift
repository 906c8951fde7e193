// SPDX-License-Identifier: Apache-2.0

import Execution

/// A weighted graph W of rows, without edges from a row to itself, that class values are sent along.
protocol LabelGraph: Sendable {
    var rowCount: Int { get }

    /// Mixes all that products depend on.
    func mix(into fingerprint: inout Fingerprint)

    /// √ of the weight that ends at each row; 0 for a row that no edge ends at.
    func degreeRoots(context: ExecutionContext) throws -> [Double]

    /// W · values, both n × K, row-major.
    func product(
        with values: DisjointArray<Double>, classCount: Int, context: ExecutionContext
    ) throws -> DisjointArray<Double>
}
