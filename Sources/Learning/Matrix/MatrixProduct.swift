// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Writes the dot product of each row of `left` with each of `right` into `target`, on this thread.
///
/// For products too small, or used once only, to be worth a ``PackedMatrix``; the bits are the same.
///
/// - Precondition: both have as many columns, and `target` has `left.rowCount * right.rowCount` elements.
func product(_ left: FeatureMatrix, _ right: FeatureMatrix, into target: inout [Float]) {
    precondition(left.columnCount == right.columnCount && target.count == left.rowCount * right.rowCount)
    let depth = left.columnCount, columns = right.rowCount, rows = left.rowCount
    target.withUnsafeMutableBufferPointer { target in
        left.values.withUnsafeBufferPointer { left in
            right.values.withUnsafeBufferPointer { right in
                guard let target = target.baseAddress, let left = left.baseAddress, let right = right.baseAddress
                else { return }
                secchi_product_f32(left, depth, right, depth, target, columns, rows, columns, depth)
            }
        }
    }
}
