// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Wavelengths from their decimal logarithms.
enum TenToThe {
    /// 10 to the power of each value, within 5·10⁻¹⁵ of it; NaN stays NaN.
    static func power(_ exponents: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: exponents.count) { output, count in
            exponents.withUnsafeBufferPointer { input in
                secchi_exp10(input.baseAddress, output.baseAddress, input.count)
            }
            count = exponents.count
        }
    }
}
