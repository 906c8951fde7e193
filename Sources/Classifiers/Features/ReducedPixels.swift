// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

/// Pixel bins brought down to a few principal components: distances keep their meaning, noise of single pixels goes.
enum ReducedPixels {
    /// - Parameter components: 0 for the pixel bins as they are.
    /// - Returns: scores on the components, or the matrix if it has no more columns than that.
    static func of(
        _ matrix: FeatureMatrix, components: Int, seed: UInt64, context: ExecutionContext
    ) throws -> FeatureMatrix {
        guard components > 0, components < min(matrix.columnCount, matrix.rowCount) else { return matrix }
        var settings = PrincipalComponents()
        settings.components = components
        let fitted = try settings.fit(matrix, seed: seed, context: context)
        return try fitted.transform(matrix, context: context)
    }
}
