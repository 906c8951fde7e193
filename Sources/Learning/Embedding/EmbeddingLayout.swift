// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// Moves places in the plane by stochastic gradient descent.
struct EmbeddingLayout {
    /// 1 / (1 + a d²ᵇ), how much two places at distance d are neighbours.
    struct Curve {
        let a: Double
        let b: Double

        /// The curve nearest to 1 up to the minimum distance and exp(−(d − minimum)) beyond, at 300 distances up to 3, by
        /// Gauss and Newton's method with damping.
        static func fitted(to minimum: Double) -> Curve {
            let distances: [Double] = (1..<300).map { Double($0) * 3 / 299 }
            let wanted: [Double] = distances.map { $0 < minimum ? 1 : exp(minimum - $0) }
            func residuals(_ a: Double, _ b: Double) -> [Double] {
                zip(distances, wanted).map { d, y in 1 / (1 + a * pow(d, 2 * b)) - y }
            }
            func squares(_ a: Double, _ b: Double) -> Double { residuals(a, b).reduce(0) { $0 + $1 * $1 } }
            var a = 1.0, b = 1.0, damping = 1e-3
            for _ in 0..<200 {
                var aa = 0.0, ab = 0.0, bb = 0.0, ga = 0.0, gb = 0.0
                for (d, residual) in zip(distances, residuals(a, b)) {
                    let power = pow(d, 2 * b), value = 1 / (1 + a * power)
                    let da = -power * value * value, db = da * a * 2 * log(d)
                    aa += da * da
                    ab += da * db
                    bb += db * db
                    ga += da * residual
                    gb += db * residual
                }
                let p = aa * (1 + damping), q = bb * (1 + damping), determinant = p * q - ab * ab
                let stepA = (q * ga - ab * gb) / determinant, stepB = (p * gb - ab * ga) / determinant
                if squares(a - stepA, b - stepB) < squares(a, b) {
                    a -= stepA
                    b -= stepB
                    damping /= 4
                } else {
                    damping *= 4
                }
            }
            return Curve(a: a, b: b)
        }

        /// The pull along an edge, per unit of difference.
        func attraction(_ square: Float) -> Float {
            guard square > 0 else { return 0 }
            let power = pow(square, Float(b))
            return -2 * Float(a * b) * power / (square * (1 + Float(a) * power))
        }

        /// The push between places that are not neighbours.
        func repulsion(_ square: Float) -> Float {
            2 * Float(b) / ((0.001 + square) * (1 + Float(a) * pow(square, Float(b))))
        }
    }

    let curve: Curve
    let negativeSamples: Int

    /// Moves places (x and y of each row); an edge of full weight is drawn in every epoch, others in proportion.
    ///
    /// - Parameters:
    ///   - start: the places before the first epoch; asked for if none were kept.
    ///   - state: of the same layout; its owner removes it.
    func optimised(
        rows: Int, graph: FuzzyGraph, epochs: Int, seed: UInt64, keeping state: inout KeptState,
        context: ExecutionContext, start: () -> [Float]
    ) throws -> [Float] {
        var (done, places) =
            state.restore { contents in
                (try contents.integer(in: 0...epochs), try contents.array(of: Float.self, count: 2 * rows))
            } ?? (0, start())
        let heaviest = graph.edges.reduce(0) { max($0, $1.weight) }
        let edges = graph.edges.filter { $0.weight * Float(epochs) >= heaviest }
        guard heaviest > 0, rows > 1 else { return places }
        var due = edges.map { Self.due(every: Double(heaviest / $0.weight), after: done) }
        while done < epochs {
            let epoch = done
            try context.cancellation.check()
            var generator = SeededGenerator(seed: seed, part: UInt64(epoch) + 1)
            let rate = 1 - Float(epoch) / Float(epochs)
            for (index, edge) in edges.enumerated() where due[index] <= Double(epoch + 1) {
                due[index] += Double(heaviest / edge.weight)
                pull(&places, edge.from, edge.to, rate)
                for _ in 0..<negativeSamples {
                    let other = generator.index(below: rows)
                    if other != edge.from { push(&places, edge.from, other, rate) }
                }
            }
            done += 1
            state.offer { draft in
                draft.append(done)
                draft.append(places)
            }
            context.progress.report(
                ProgressUpdate(stage: "embedding", completed: done, total: epochs, unit: "epochs"))
        }
        return places
    }

    /// The sum of steps of at least 1 that is due next after some epochs, in each of which one step is taken at most: added
    /// up one by one, as in the epochs themselves, for the same rounding.
    static func due(every step: Double, after epochs: Int) -> Double {
        var due = step, epoch = 0
        while due <= Double(epochs) {
            epoch = max(epoch + 1, Int(due.rounded(.up)))
            if epoch > epochs { break }
            due += step
        }
        return due
    }

    private func pull(_ places: inout [Float], _ i: Int, _ j: Int, _ rate: Float) {
        let x = places[2 * i] - places[2 * j], y = places[2 * i + 1] - places[2 * j + 1]
        let force = curve.attraction(x * x + y * y)
        let moveX = clipped(force * x) * rate, moveY = clipped(force * y) * rate
        places[2 * i] += moveX
        places[2 * i + 1] += moveY
        places[2 * j] -= moveX
        places[2 * j + 1] -= moveY
    }

    private func push(_ places: inout [Float], _ i: Int, _ j: Int, _ rate: Float) {
        let x = places[2 * i] - places[2 * j], y = places[2 * i + 1] - places[2 * j + 1]
        let force = curve.repulsion(x * x + y * y)
        places[2 * i] += clipped(force * x) * rate
        places[2 * i + 1] += clipped(force * y) * rate
    }

    private func clipped(_ value: Float) -> Float { max(-4, min(4, value)) }
}
