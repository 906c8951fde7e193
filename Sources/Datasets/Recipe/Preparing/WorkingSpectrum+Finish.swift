// SPDX-License-Identifier: Apache-2.0

extension WorkingSpectrum {
    /// The row of the dataset: inverse variances from errors, and masked pixels filled.
    func prepared() throws(Rejection) -> PreparedSpectrum {
        var flux = flux
        var mask = mask
        for index in flux.indices where !flux[index].isFinite { mask[index] = true }
        guard mask.contains(false) else { throw Rejection(reason: "no pixel has data") }
        let inverseVariance = try error.map { error throws(Rejection) in
            try Self.inverseVariances(of: error, mask: mask)
        }
        if mask.contains(true) { try fillMasked(&flux, mask) }
        return PreparedSpectrum(flux: flux, inverseVariance: inverseVariance, mask: mask, medium: medium)
    }

    private static func inverseVariances(of error: [Float], mask: [Bool]) throws(Rejection) -> [Float] {
        var result = [Float](repeating: 0, count: error.count)
        for index in error.indices where !mask[index] {
            let sigma = Double(error[index])
            guard sigma.isFinite, sigma > 0 else { continue }
            let value = Float(1 / (sigma * sigma))
            guard value.isFinite, value >= .leastNormalMagnitude else {
                throw Rejection(
                    reason:
                        "its inverse variances (\(1 / (sigma * sigma))) do not fit single precision; add a scale step")
            }
            result[index] = value
        }
        return result
    }

    private func fillMasked(_ flux: inout [Float], _ mask: [Bool]) throws(Rejection) {
        switch fill {
        case .none:
            let missing = mask.count { $0 }
            throw Rejection(step: CoverageStep.name, reason: "\(missing) pixels have no data, and fill is none")
        case .zero:
            for index in flux.indices where mask[index] { flux[index] = 0 }
        case .mean:
            let valid = flux.indices.filter { !mask[$0] }
            let mean = valid.reduce(0.0) { $0 + Double(flux[$1]) } / Double(valid.count)
            for index in flux.indices where mask[index] { flux[index] = Float(mean) }
        case .edge, .linear:
            bridge(&flux, mask)
        }
    }

    /// Fills each run of masked pixels from the valid ones beside it.
    private func bridge(_ flux: inout [Float], _ mask: [Bool]) {
        var index = 0
        while index < flux.count {
            guard mask[index] else {
                index += 1
                continue
            }
            let end = mask[index...].firstIndex(of: false) ?? flux.count
            let left = index > 0 ? index - 1 : nil
            let right = end < flux.count ? end : nil
            for pixel in index..<end { flux[pixel] = bridged(pixel, left, right, flux) }
            index = end
        }
    }

    private func bridged(_ pixel: Int, _ left: Int?, _ right: Int?, _ flux: [Float]) -> Float {
        guard let left, let right else { return flux[left ?? right ?? pixel] }
        let position = wavelengths[pixel] - wavelengths[left]
        let span = wavelengths[right] - wavelengths[left]
        if fill == .edge { return flux[2 * position <= span ? left : right] }
        return Float(Double(flux[left]) + (Double(flux[right]) - Double(flux[left])) * position / span)
    }
}
