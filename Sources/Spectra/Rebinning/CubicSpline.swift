// SPDX-License-Identifier: Apache-2.0

/// The cubic spline through n points with not-a-knot ends: the third derivative is continuous at the second and the
/// last but one (de Boor 1978, A Practical Guide to Splines, ch. IV). Two points give a line, three a parabola.
///
/// - Complexity: O(n).
struct CubicSpline {
    private let x: [Double]
    private let y: [Double]
    /// First derivatives at the points.
    private let slopes: [Double]

    /// - Parameter x: ascending.
    init(x: [Double], y: [Double]) {
        self.x = x
        self.y = y
        slopes = Self.slopes(x, y)
    }

    /// - Parameter segment: the index of the point to the left.
    func value(at position: Double, segment: Int) -> Double {
        let h = x[segment + 1] - x[segment]
        let t = (position - x[segment]) / h
        let rise = y[segment + 1] - y[segment]
        let a = slopes[segment] * h - rise
        let b = rise - slopes[segment + 1] * h
        return y[segment] + t * rise + t * (1 - t) * ((1 - t) * a + t * b)
    }

    private static func slopes(_ x: [Double], _ y: [Double]) -> [Double] {
        let n = x.count
        guard n > 1 else { return [Double](repeating: 0, count: n) }
        let h = (0..<n - 1).map { x[$0 + 1] - x[$0] }
        let d = (0..<n - 1).map { (y[$0 + 1] - y[$0]) / h[$0] }
        if n == 2 { return [d[0], d[0]] }
        if n == 3 {
            let curvature = (d[1] - d[0]) / (h[0] + h[1])
            return [d[0] - curvature * h[0], d[0] + curvature * h[0], d[1] + curvature * h[1]]
        }
        // Rows of a tridiagonal system: lower · s[i − 1] + diagonal · s[i] + upper · s[i + 1] = right.
        var lower = [Double](repeating: 0, count: n)
        var diagonal = lower
        var upper = lower
        var right = lower
        diagonal[0] = h[1]
        upper[0] = h[0] + h[1]
        right[0] = ((h[0] + 2 * upper[0]) * h[1] * d[0] + h[0] * h[0] * d[1]) / upper[0]
        for i in 1..<n - 1 {
            lower[i] = h[i]
            diagonal[i] = 2 * (h[i - 1] + h[i])
            upper[i] = h[i - 1]
            right[i] = 3 * (h[i] * d[i - 1] + h[i - 1] * d[i])
        }
        let span = h[n - 2] + h[n - 3]
        lower[n - 1] = span
        diagonal[n - 1] = h[n - 3]
        right[n - 1] = (h[n - 2] * h[n - 2] * d[n - 3] + (2 * span + h[n - 2]) * h[n - 3] * d[n - 2]) / span
        for i in 1..<n {
            let factor = lower[i] / diagonal[i - 1]
            diagonal[i] -= factor * upper[i - 1]
            right[i] -= factor * right[i - 1]
        }
        var slopes = right
        slopes[n - 1] /= diagonal[n - 1]
        for i in stride(from: n - 2, through: 0, by: -1) {
            slopes[i] = (right[i] - upper[i] * slopes[i + 1]) / diagonal[i]
        }
        return slopes
    }
}
