// SPDX-License-Identifier: Apache-2.0

extension Spectrum {
    /// Standard deviations from inverse variances: infinite for zero, NaN for what is negative or NaN.
    static func error(inverseVariance values: some RandomAccessCollection<Float>) -> [Float] {
        values.map { $0 == 0 ? .infinity : 1 / $0.squareRoot() }
    }

    /// Standard deviations from variances: infinite for zero and below, which archives write for pixels without data.
    static func error(variance values: some RandomAccessCollection<Float>) -> [Float] {
        values.map { $0 <= 0 ? .infinity : $0.squareRoot() }
    }
}
