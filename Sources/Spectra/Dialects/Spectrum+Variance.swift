// SPDX-License-Identifier: Apache-2.0

extension Spectrum {
    /// Sets error and mask from variances: a variance of zero or below, which archives write for pixels without data,
    /// or NaN masks the pixel and makes its error infinite.
    mutating func take(variance: [Float]) {
        take(inverseVariance: variance.map { $0 > 0 ? 1 / $0 : 0 })
    }
}
