// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// The isotropic undecimated ("à trous") wavelet transform with the cubic B-spline: every scale has as many coefficients as
/// the signal has values, and a line is at the same place in each.
///
/// Scale j holds what smoothing over 2ʲ⁺² values takes away; the signal is the sum of all scales and the smooth rest. The
/// signal is mirrored at its first and last value.
///
/// - SeeAlso: Starck, Murtagh & Fadili 2010, "Sparse Image and Signal Processing", section 3.5.
public struct Starlet: Sendable, Codable, Hashable {
    /// Scales beside the smooth rest, 1 to 24.
    public var scales: Int

    public init(scales: Int = 5) { self.scales = scales }

    /// The scales of one signal, finest first, and last the smooth rest; each has as many values as the signal.
    ///
    /// A value that is not finite spreads over its neighbours.
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``.
    public func coefficients(of values: [Float]) throws(LearningError) -> [[Float]] {
        guard 1...24 ~= scales else { throw .badSetting(name: "scales", text: "\(scales)", allowed: "1 to 24") }
        var result: [[Float]] = []
        var signal = values
        guard !signal.isEmpty else { return Array(repeating: [], count: scales + 1) }
        for scale in 0..<scales {
            var smooth = signal
            smooth.withUnsafeMutableBufferPointer { smooth in
                signal.withUnsafeBufferPointer { signal in
                    guard let from = signal.baseAddress, let to = smooth.baseAddress else { return }
                    secchi_starlet_smooth(from, signal.count, 1 << scale, to)
                }
            }
            result.append(zip(signal, smooth).map { $0 - $1 })
            signal = smooth
        }
        return result + [signal]
    }

    /// The standard deviation of each scale's coefficients for white noise of standard deviation 1, far from the ends.
    public func noiseGains() throws(LearningError) -> [Double] {
        guard 1...24 ~= scales else { throw .badSetting(name: "scales", text: "\(scales)", allowed: "1 to 24") }
        // A broader scale has that of the one before over √2, to better than one part in 10⁴ from the seventh on.
        let exact = min(scales, 8)
        let reach = 2 << exact
        var impulse = [Float](repeating: 0, count: 2 * reach + 1)
        impulse[reach] = 1
        var gains = try Starlet(scales: exact).coefficients(of: impulse).dropLast().map { scale in
            scale.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
        while gains.count < scales { gains.append((gains.last ?? 0) / 2.0.squareRoot()) }
        return gains
    }
}

/// Takes noise out of rows scale by scale with a ``Starlet``: coefficients below a multiple of their own noise go.
public struct StarletDenoising: Sendable, Codable, Hashable {
    /// Scales that are cleaned; what is broader stays.
    public var starlet: Starlet
    /// k: coefficients up to k standard deviations of their noise are taken for noise.
    public var significance: Double
    /// What becomes of those above.
    public var shrinkage: WaveletDenoising.Shrinkage
    /// σ of the values, at least 0; `nil` to measure it in the finest scale.
    public var noise: Double?

    public init(
        starlet: Starlet = Starlet(), significance: Double = 3, shrinkage: WaveletDenoising.Shrinkage = .hard,
        noise: Double? = nil
    ) {
        self.starlet = starlet
        self.significance = significance
        self.shrinkage = shrinkage
        self.noise = noise
    }

    /// One row with less noise; masked values are bridged as by ``WaveletDenoising/denoised(_:masked:)``.
    ///
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``, ``LearningError/wrongLength(what:have:need:)``.
    public func denoised(_ values: [Float], masked mask: [Bool]) throws(LearningError) -> [Float] {
        guard mask.count == values.count else {
            throw .wrongLength(what: "mask", have: mask.count, need: values.count)
        }
        guard significance >= 0, significance.isFinite else {
            throw .badSetting(name: "significance", text: "\(significance)", allowed: "a finite number of at least 0")
        }
        if let noise, !(noise >= 0 && noise.isFinite) {
            throw .badSetting(name: "noise", text: "\(noise)", allowed: "a finite number of at least 0")
        }
        let gains = try starlet.noiseGains()
        var scales = try starlet.coefficients(of: MaskedValues.bridged(values, mask))
        let sigma = noise ?? WaveletThreshold.noise(of: scales[0][...]) / gains[0]
        for (scale, gain) in gains.enumerated() {
            shrinkage.apply(to: &scales[scale], in: values.indices, threshold: Float(significance * sigma * gain))
        }
        // The smooth rest first: sums go from the broadest to the finest.
        var sum = scales.removeLast()
        for scale in scales.reversed() {
            for place in sum.indices { sum[place] += scale[place] }
        }
        return sum
    }

    /// Each row with less noise.
    ///
    /// - Throws: ``LearningError/notFinite(row:column:)`` for a value that is not finite, other ``LearningError``, or
    ///   `CancellationError`.
    public func denoised(
        _ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        if let bad = matrix.values.firstIndex(where: { !$0.isFinite }) {
            throw LearningError.notFinite(row: bad / matrix.columnCount, column: bad % matrix.columnCount)
        }
        let rows = try context.mapParts(matrix.rowCount) { row in
            try denoised(Array(matrix[row]), masked: [Bool](repeating: false, count: matrix.columnCount))
        }
        return try FeatureMatrix(
            rows: matrix.rowCount, columns: matrix.columnCount, values: rows.flatMap { $0 })
    }
}
