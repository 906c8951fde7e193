// SPDX-License-Identifier: Apache-2.0

import Execution

extension Fingerprint {
    /// Shape and values.
    mutating func mix(_ matrix: FeatureMatrix) {
        mix(matrix.rowCount)
        mix(matrix.columnCount)
        mix(matrix.values)
    }
}
