// SPDX-License-Identifier: Apache-2.0

package import Execution

extension Fingerprint {
    /// Shape and values.
    package mutating func mix(_ matrix: FeatureMatrix) {
        mix(matrix.rowCount)
        mix(matrix.columnCount)
        mix(matrix.values)
    }
}
