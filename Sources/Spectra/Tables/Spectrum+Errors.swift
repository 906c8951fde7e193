// SPDX-License-Identifier: Apache-2.0

extension Spectrum {
    /// Sets error and mask from inverse variances, one per pixel: the error is σ = ivar^(-1/2).
    ///
    /// Pixels without a positive, finite inverse variance are masked and have an infinite error.
    mutating func take(inverseVariance: [Float]) {
        guard inverseVariance.count == flux.count else { return }
        var bad = 0
        error = [Float](unsafeUninitializedCapacity: flux.count) { error, count in
            for (index, value) in inverseVariance.enumerated() {
                let isGood = value > 0 && value < .infinity
                error[index] = isGood ? 1 / value.squareRoot() : .infinity
                bad += isGood ? 0 : 1
            }
            count = flux.count
        }
        guard bad > 0 || mask == nil else { return }
        addMask(
            bad == 0 ? [Bool](repeating: false, count: flux.count) : inverseVariance.map { !($0 > 0 && $0 < .infinity) }
        )
    }

    /// Sets the error, where there is one for each pixel.
    mutating func take(error values: [Float]) {
        if values.count == flux.count { error = values }
    }

    /// Masks further pixels.
    mutating func addMask(_ bad: [Bool]) {
        guard bad.count == flux.count else { return }
        if let old = mask {
            mask = zip(old, bad).map { $0 || $1 }
        } else {
            mask = bad
        }
    }

    /// Masks the runs of exact zeroes at both ends, which stand for "not observed" in many sets of spectra.
    mutating func maskEndsWithoutFlux() {
        guard let first = flux.firstIndex(where: { $0 != 0 }), let last = flux.lastIndex(where: { $0 != 0 }),
            first > 0 || last < flux.count - 1
        else { return }
        addMask(flux.indices.map { $0 < first || $0 > last })
        assumptions.append("The zeroes before and after the flux were taken for missing coverage and masked.")
    }
}
