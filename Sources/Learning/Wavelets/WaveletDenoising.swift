// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Takes noise out of rows: details too small to be signal are shrunk, and the row is put together again.
///
/// The noise is taken as white over a row; its standard deviation is measured from the finest details, unless ``noise`` says
/// it. Each row is treated on its own, so equal bits come from any number of threads and order of rows.
///
/// - SeeAlso: Donoho & Johnstone 1994, doi:10.1093/biomet/81.3.425.
public struct WaveletDenoising: Sendable, Codable, Hashable {
    /// How the threshold is found from n values with noise σ.
    public enum Rule: String, Sendable, Codable, Hashable, CaseIterable {
        /// σ √(2 ln n) for all levels (VisuShrink): leaves hardly any noise, and smooths most.
        case universal
        /// σ² / σₓ in each level, σₓ² being what the level's mean square has above σ² (BayesShrink; Chang, Yu & Vetterli
        /// 2000, doi:10.1109/83.862633).
        case bayes
        /// The threshold of least estimated error in each level, or the universal one of the level where its details are
        /// sparse (SureShrink; Donoho & Johnstone 1995, doi:10.1080/01621459.1995.10476626).
        case sure
    }

    /// What becomes of details above the threshold t.
    public enum Shrinkage: String, Sendable, Codable, Hashable, CaseIterable {
        /// They lose t, without jumps.
        case soft
        /// They stay as they are, so that lines keep their depth.
        case hard
    }

    /// Wavelet, boundary and levels.
    public var transform: WaveletTransform
    /// Of the threshold.
    public var rule: Rule
    /// Of what is above it.
    public var shrinkage: Shrinkage
    /// σ, at least 0; `nil` for 1.4826 × the median size of each row's finest details, exact zeros left out.
    public var noise: Double?

    public init(
        transform: WaveletTransform, rule: Rule = .bayes, shrinkage: Shrinkage = .soft, noise: Double? = nil
    ) {
        self.transform = transform
        self.rule = rule
        self.shrinkage = shrinkage
        self.noise = noise
    }

    /// The rows with less noise.
    ///
    /// - Parameter matrix: n × m, all finite.
    /// - Throws: ``LearningError/notFinite(row:column:)``; ``LearningError/badSetting(name:text:allowed:)`` for a noise below
    ///   0 or levels that m does not allow; `CancellationError`.
    public func denoised(
        _ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        if let noise, !(noise >= 0 && noise.isFinite) {
            throw LearningError.badSetting(name: "noise", text: "\(noise)", allowed: "a finite number of at least 0")
        }
        var coefficients = try transform.coefficients(of: matrix, context: context)
        let layout = coefficients.layout
        let parts = ExecutionContext.ranges(of: matrix.rowCount, size: 256)
        let given = coefficients.matrix
        let shrunk = try context.mapParts(parts.count) { part in
            var values = Array(
                given.values[parts[part].lowerBound * layout.count..<parts[part].upperBound * layout.count])
            for row in 0..<parts[part].count { shrink(&values, from: row * layout.count, layout: layout) }
            return values
        }
        coefficients.matrix = try FeatureMatrix(
            rows: matrix.rowCount, columns: layout.count, values: shrunk.flatMap { $0 })
        return try transform.values(of: coefficients, context: context)
    }

    /// One row with less noise; masked values are bridged by straight lines between the valid ones beside them (and held
    /// level beyond the first and the last), so that what stood there reaches no other value.
    ///
    /// - Returns: as many values; those of masked places are what the bridge becomes. All are 0 if all are masked.
    /// - Throws: ``LearningError``, as ``denoised(_:context:)``; `mask` must have an element for each value.
    public func denoised(_ values: [Float], masked mask: [Bool]) throws -> [Float] {
        guard mask.count == values.count else {
            throw LearningError.wrongLength(what: "mask", have: mask.count, need: values.count)
        }
        let bridged = MaskedValues.bridged(values, mask)
        let row = try FeatureMatrix(rows: 1, columns: values.count, values: bridged)
        return try denoised(row, context: ExecutionContext(threads: 1)).values
    }

    /// Shrinks the details of one row of coefficients that begins at `start`.
    private func shrink(_ values: inout [Float], from start: Int, layout: WaveletLayout) {
        guard let finest = layout.details.last else { return }
        func range(_ level: Range<Int>) -> Range<Int> { start + level.lowerBound..<start + level.upperBound }
        let sigma = noise ?? WaveletThreshold.noise(of: values[range(finest)])
        guard sigma > 0 else { return }
        for level in layout.details {
            let threshold =
                switch rule {
                case .universal: WaveletThreshold.universal(sigma: sigma, count: layout.valueCount)
                case .bayes: WaveletThreshold.bayes(values[range(level)], sigma: sigma)
                case .sure: WaveletThreshold.sure(values[range(level)], sigma: sigma)
                }
            shrinkage.apply(to: &values, in: range(level), threshold: Float(threshold))
        }
    }
}

extension WaveletDenoising.Shrinkage {
    /// Shrinks the values of a range.
    func apply(to values: inout [Float], in range: Range<Int>, threshold: Float) {
        for place in range {
            let size = abs(values[place])
            switch self {
            case .hard: if size <= threshold { values[place] = 0 }
            case .soft:
                let left = size > threshold ? size - threshold : 0
                values[place] = values[place] < 0 ? -left : left
            }
        }
    }
}
