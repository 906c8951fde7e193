// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A least-squares fit of smooth functions to a spectrum, with what lies off it clipped away round by round.
struct ContinuumFit {
    enum Basis {
        /// Legendre polynomials up to a degree, on the wavelength range mapped to [−1, 1].
        case legendre(degree: Int)
        /// Uniform cubic B-splines with so many pieces.
        case spline(pieces: Int)

        var count: Int {
            switch self {
            case .legendre(let degree): degree + 1
            case .spline(let pieces): pieces + 3
            }
        }
    }

    var basis: Basis
    var clipLow: Double
    var clipHigh: Double
    var iterations: Int

    /// The continuum at every pixel; `nil` with fewer valid pixels than functions.
    ///
    /// The standard deviation for clipping is that of the residuals still in the fit; a pixel once clipped may come
    /// back. The fit is not weighted by errors, so that deep lines with small errors do not draw it down.
    func continuum(of spectrum: WorkingSpectrum) -> [Double]? {
        let valid = spectrum.mask.indices.filter { !spectrum.mask[$0] }
        guard valid.count >= max(2, basis.count), let first = spectrum.wavelengths.first,
            let last = spectrum.wavelengths.last
        else { return nil }
        let functions = spectrum.wavelengths.map { terms(at: ($0 - first) / (last - first)) }
        var used = valid
        var curve: [Double]?
        for _ in 0...iterations {
            guard let weights = solve(functions, spectrum.flux, used) else { return curve }
            let fitted = functions.map { $0.value(weights) }
            curve = fitted
            let squares = used.reduce(0.0) { sum, index in
                let residual = Double(spectrum.flux[index]) - fitted[index]
                return sum + residual * residual
            }
            let deviation = (squares / Double(used.count)).squareRoot()
            let kept = valid.filter { index in
                let residual = Double(spectrum.flux[index]) - fitted[index]
                return residual >= -clipLow * deviation && residual <= clipHigh * deviation
            }
            if kept == used || kept.count < basis.count { break }
            used = kept
        }
        return curve
    }

    /// The functions that are not zero at one place: their values, from the number `first` on.
    private struct Terms {
        var first: Int
        var values: [Double]

        func value(_ weights: [Double]) -> Double {
            values.indices.reduce(0) { $0 + values[$1] * weights[first + $1] }
        }
    }

    /// - Parameter position: 0 to 1 along the spectrum.
    private func terms(at position: Double) -> Terms {
        switch basis {
        case .legendre(let degree):
            let x = 2 * position - 1
            var values = [1.0, x]
            for n in 1..<max(2, degree) {
                let order = Double(n)
                values.append(((2 * order + 1) * x * values[n] - order * values[n - 1]) / (order + 1))
            }
            return Terms(first: 0, values: Array(values.prefix(degree + 1)))
        case .spline(let pieces):
            let place = min(position * Double(pieces), Double(pieces).nextDown)
            let piece = max(0, min(pieces - 1, Int(place)))
            let t = place - Double(piece)
            let s = 1 - t
            let inner = (3 * t * t * t - 6 * t * t + 4) / 6
            let outer = (3 * s * s * s - 6 * s * s + 4) / 6
            return Terms(first: piece, values: [s * s * s / 6, inner, outer, t * t * t / 6])
        }
    }

    /// Normal equations, solved by Cholesky decomposition with a ridge of 1e-12 of the diagonal: a spline piece that is
    /// wholly masked then follows its neighbours instead of failing.
    private func solve(_ functions: [Terms], _ flux: [Float], _ used: [Int]) -> [Double]? {
        let count = basis.count
        var matrix = [Double](repeating: 0, count: count * count)
        var right = [Double](repeating: 0, count: count)
        for index in used {
            let terms = functions[index]
            for (row, value) in terms.values.enumerated() {
                right[terms.first + row] += value * Double(flux[index])
                for column in 0...row {
                    matrix[(terms.first + row) * count + terms.first + column] += value * terms.values[column]
                }
            }
        }
        let trace = (0..<count).reduce(0.0) { $0 + matrix[$1 * count + $1] }
        for row in 0..<count { matrix[row * count + row] += 1e-12 * trace / Double(count) }
        return Cholesky.solve(matrix, right)
    }
}

/// Symmetric positive definite systems of some tens of unknowns.
enum Cholesky {
    /// - Parameter matrix: k × k, row-major; only the lower triangle is read.
    /// - Returns: `nil` if the matrix is not positive definite.
    static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
        let count = right.count
        var lower = matrix
        for row in 0..<count {
            for column in 0...row {
                var sum = lower[row * count + column]
                for k in 0..<column { sum -= lower[row * count + k] * lower[column * count + k] }
                if row == column {
                    guard sum > 0 else { return nil }
                    lower[row * count + row] = sum.squareRoot()
                } else {
                    lower[row * count + column] = sum / lower[column * count + column]
                }
            }
        }
        var solution = right
        for row in 0..<count {
            for k in 0..<row { solution[row] -= lower[row * count + k] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        for row in (0..<count).reversed() {
            for k in row + 1..<max(row + 1, count) { solution[row] -= lower[k * count + row] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        return solution
    }
}
