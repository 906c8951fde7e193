// SPDX-License-Identifier: Apache-2.0

/// One function of an IRAF multispec dispersion solution: physical pixel coordinate in, wavelength out.
///
/// Definitions: Valdes 1993, "The IRAF/NOAO Spectral World Coordinate Systems", §5.2 to 5.7.
struct DispersionFunction: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case chebyshev(range: PixelRange), legendre(range: PixelRange)
        case cubicSpline(pieces: Int, range: PixelRange), linearSpline(pieces: Int, range: PixelRange)
        /// One wavelength per pixel, from pixel 1 on.
        case pixelArray
        /// Pairs of pixel and wavelength, by rising pixel.
        case sampledArray
    }

    struct PixelRange: Sendable, Hashable {
        let low: Double
        let high: Double
    }

    let weight: Double
    let offset: Double
    let kind: Kind
    let coefficients: [Double]

    /// Takes the fields of one function from the front of `fields`.
    ///
    /// - Returns: `nil` if they are too few, or describe no known function.
    init?(_ fields: inout ArraySlice<Double>) {
        guard fields.count >= 4 else { return nil }
        let head = Array(fields.prefix(6))
        guard let type = Int(exactly: head[2]), let size = Int(exactly: head[3]), (1...100_000).contains(size) else {
            return nil
        }
        weight = head[0]
        offset = head[1]
        let range = head.count == 6 ? PixelRange(low: head[4], high: head[5]) : nil
        var used = 6
        var count = size
        switch type {
        case 1...4:
            guard let range, range.high > range.low else { return nil }
            // IRAF fits orders of some tens; each term costs a multiplication per pixel.
            guard type > 2 || size <= 1000 else { return nil }
            switch type {
            case 1: kind = .chebyshev(range: range)
            case 2: kind = .legendre(range: range)
            case 3:
                kind = .cubicSpline(pieces: size, range: range)
                count = size + 3
            default:
                kind = .linearSpline(pieces: size, range: range)
                count = size + 1
            }
        case 5:
            kind = .pixelArray
            used = 4
        case 6:
            // The count is followed by a field that means nothing.
            kind = .sampledArray
            used = 5
            count = 2 * size
        default: return nil
        }
        fields = fields.dropFirst(used)
        guard fields.count >= count else { return nil }
        coefficients = Array(fields.prefix(count))
        fields = fields.dropFirst(count)
    }

    /// Weighted wavelength at a physical pixel coordinate (the first pixel is 1).
    func callAsFunction(_ pixel: Double) -> Double { weight * (offset + value(at: pixel)) }

    private func value(at pixel: Double) -> Double {
        switch kind {
        case .chebyshev(let range):
            return series(range.normalised(pixel)) { n, _, last, before in 2 * n * last - before }
        case .legendre(let range):
            return series(range.normalised(pixel)) { n, i, last, before in
                ((2 * i - 3) * n * last - (i - 2) * before) / (i - 1)
            }
        case .cubicSpline(let pieces, let range):
            let (j, a, b) = range.piece(pixel, of: pieces)
            let x = (a * a * a, 1 + 3 * a * (1 + a * b), 1 + 3 * b * (1 + a * b), b * b * b)
            return coefficients[j] * x.0 + coefficients[j + 1] * x.1 + coefficients[j + 2] * x.2 + coefficients[j + 3]
                * x.3
        case .linearSpline(let pieces, let range):
            let (j, a, b) = range.piece(pixel, of: pieces)
            return coefficients[j] * a + coefficients[j + 1] * b
        case .pixelArray:
            guard coefficients.count > 1 else { return coefficients.first ?? .nan }
            let k = Int(max(1, min(pixel, Double(coefficients.count - 1))))
            let b = pixel - Double(k)
            return coefficients[k - 1] * (1 - b) + coefficients[k] * b
        case .sampledArray:
            return sampled(pixel)
        }
    }

    /// Σ cᵢ xᵢ with x₁ = 1, x₂ = n and a rule that gives xᵢ from the two before it.
    private func series(_ n: Double, next: (_ n: Double, _ i: Double, _ last: Double, _ before: Double) -> Double)
        -> Double
    {
        var (before, last) = (1.0, n)
        var sum = coefficients[0]
        for index in coefficients.indices.dropFirst() {
            if index > 1 { (before, last) = (last, next(n, Double(index + 1), last, before)) }
            sum += coefficients[index] * last
        }
        return sum
    }

    private func sampled(_ pixel: Double) -> Double {
        let pairs = coefficients.count / 2
        guard pairs > 1 else { return pairs == 1 ? coefficients[1] : .nan }
        var (low, high) = (0, pairs - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if coefficients[2 * middle] <= pixel { low = middle } else { high = middle }
        }
        let (p, q) = (coefficients[2 * low], coefficients[2 * high])
        let (v, w) = (coefficients[2 * low + 1], coefficients[2 * high + 1])
        return q == p ? v : v + (w - v) * (pixel - p) / (q - p)
    }
}

extension DispersionFunction.PixelRange {
    /// −1 at the low end, 1 at the high end.
    func normalised(_ pixel: Double) -> Double { (pixel - (high + low) / 2) / ((high - low) / 2) }

    /// The spline piece of a pixel and the fractions of it after and before the pixel; the outer pieces reach beyond
    /// the range.
    func piece(_ pixel: Double, of pieces: Int) -> (index: Int, after: Double, before: Double) {
        let s = (pixel - low) / (high - low) * Double(pieces)
        let index = s.isFinite ? Int(max(0, min(s, Double(pieces - 1)))) : 0
        return (index, Double(index + 1) - s, s - Double(index))
    }
}
