// SPDX-License-Identifier: Apache-2.0

package import Execution

extension Fingerprint {
    /// Shape and values.
    package mutating func mix(_ matrix: FeatureMatrix) {
        mix(matrix.rowCount)
        mix(matrix.columnCount)
        mix(matrix.values)
    }

    /// Shape and values.
    mutating func mix(_ rows: NeighbourRows) {
        mix([rows.count, rows.columnCount])
        let size = rows.count * rows.columnCount * MemoryLayout<Float>.stride
        mix(UnsafeRawBufferPointer(start: rows.values, count: size))
    }
}
