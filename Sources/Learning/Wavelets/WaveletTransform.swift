// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// The discrete wavelet transform of rows over several levels, and its inverse.
///
/// Each level splits the approximation of the one before into a smoother one of half the length and the details that it
/// lost. Coefficients and their number are those of PyWavelets' `wavedec` with the same name and mode, in single precision;
/// the inverse gives the values back to rounding.
///
/// ```swift
/// let transform = try WaveletTransform(wavelet: .named("db4"), levels: 6)
/// let coefficients = try transform.coefficients(of: spectra)
/// coefficients.layout.details[0]  // where the broadest details stand
/// ```
///
/// Each row is transformed on its own: equal bits for any number of threads, and for rows in any order.
///
/// - SeeAlso: Mallat 1989, doi:10.1109/34.192463.
public struct WaveletTransform: Sendable, Codable, Hashable {
    /// What is taken to stand beyond the ends of a signal.
    public enum Boundary: String, Sendable, Codable, Hashable, CaseIterable {
        /// The signal mirrored, its first and last value doubled.
        case symmetric
        /// The signal again, after its last value is doubled where the length is odd; no more coefficients than values.
        case periodization
        /// Zeros.
        case zero
    }

    /// Its length and smoothness are a choice: short ones keep sharp lines apart, long ones suit smooth spectra.
    public var wavelet: Wavelet
    /// Beyond the ends.
    public var boundary: Boundary
    /// 0 gives the values themselves; `nil` as many as the length allows, see ``maximumLevels(of:)``.
    public var levels: Int?

    public init(wavelet: Wavelet, boundary: Boundary = .symmetric, levels: Int? = nil) {
        self.wavelet = wavelet
        self.boundary = boundary
        self.levels = levels
    }

    /// The number of levels after which at least one coefficient is still free of the boundary: ⌊log₂(n / (taps − 1))⌋, at
    /// least 0.
    public func maximumLevels(of valueCount: Int) -> Int {
        var levels = 0
        while let length = Self.doubled(wavelet.lowPass.count - 1, times: levels + 1), length <= valueCount {
            levels += 1
        }
        return levels
    }

    private static func doubled(_ value: Int, times: Int) -> Int? {
        times < 50 ? value << times : nil
    }

    /// Where coefficients of signals of `valueCount` values stand.
    ///
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)`` for fewer than 0 levels or more than the length allows,
    ///   ``LearningError/noColumns`` for no values.
    public func layout(of valueCount: Int) throws(LearningError) -> WaveletLayout {
        guard valueCount > 0 else { throw .noColumns }
        guard valueCount <= 1 << 30 else { throw .tooManyRows(have: valueCount, limit: 1 << 30) }
        let most = maximumLevels(of: valueCount)
        let levels = levels ?? most
        guard levels >= 0, levels <= most else {
            throw .badSetting(
                name: "levels", text: "\(levels)",
                allowed: "0 to \(most) for \(valueCount) values and wavelet \(wavelet.name)")
        }
        var kernel = wavelet.kernel(boundary)
        var counts: [Int] = []
        for _ in 0..<levels { counts.append(secchi_wavelet_count(&kernel, counts.last ?? valueCount)) }
        return WaveletLayout(valueCount: valueCount, counts: counts)
    }

    /// The coefficients of each row.
    ///
    /// - Parameter matrix: n × m; a NaN or an infinity is refused, since it would spread over its neighbours.
    /// - Throws: ``LearningError/notFinite(row:column:)``, what ``layout(of:)`` throws, or `CancellationError`.
    public func coefficients(
        of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> WaveletCoefficients {
        let layout = try layout(of: matrix.columnCount)
        let kernel = wavelet.kernel(boundary)
        let values = try mapRows(of: matrix, to: layout.count, stage: "wavelet transform", context: context) {
            (from: UnsafePointer<Float>, count, to: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>)
            in
            withUnsafePointer(to: kernel) { kernel in
                secchi_wavelet_forward(
                    kernel, from, layout.valueCount, count, layout.valueCount, UInt32(layout.details.count), to,
                    layout.count, scratch)
            }
        }
        return WaveletCoefficients(matrix: values, layout: layout)
    }

    /// The values of each row, from its coefficients.
    ///
    /// A coefficient that is not finite makes the values that it reaches not finite.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)`` if the coefficients are of another wavelet, boundary or number
    ///   of levels, or `CancellationError`.
    public func values(
        of coefficients: WaveletCoefficients, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        let layout = try layout(of: coefficients.layout.valueCount)
        guard layout == coefficients.layout, coefficients.matrix.columnCount == layout.count else {
            throw LearningError.columnMismatch(have: coefficients.matrix.columnCount, need: layout.count)
        }
        let kernel = wavelet.kernel(boundary)
        return try mapRows(
            of: coefficients.matrix, to: layout.valueCount, stage: "inverse wavelet transform", context: context
        ) {
            (from: UnsafePointer<Float>, count, to: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>)
            in
            withUnsafePointer(to: kernel) { kernel in
                secchi_wavelet_inverse(
                    kernel, from, layout.count, count, layout.valueCount, UInt32(layout.details.count), to,
                    layout.valueCount, scratch)
            }
            return count
        }
    }
}
