// SPDX-License-Identifier: Apache-2.0

import Execution

/// L-BFGS: downhill steps whose direction is bent by the last ten changes of the gradient.
///
/// - SeeAlso: Nocedal & Wright 2006, "Numerical Optimization", algorithms 7.4 and 3.1 (backtracking).
struct LimitedMemoryDescent {
    var maximumSteps: Int
    /// Largest |derivative| at which it has converged.
    var tolerance: Double

    /// Changes that are remembered.
    private static let memory = 10

    struct Minimum {
        var place: [Double]
        var value: Double
        var steps: Int
        var hasConverged: Bool
    }

    private struct Change {
        var place: [Double]
        var gradient: [Double]
        var product: Double
    }

    /// - Parameters:
    ///   - function: smooth; its value and derivatives.
    ///   - state: of the same function.
    func minimum(
        from start: [Double], keeping state: inout KeptState, context: ExecutionContext,
        of function: ([Double]) throws -> (value: Double, gradient: [Double])
    ) throws -> Minimum {
        var (steps, place, changes) = restored(from: state, size: start.count) ?? (0, start, [])
        // Found again rather than kept: the same place has the same bits.
        var (value, gradient) = try function(place)
        while steps < maximumSteps {
            if Self.largest(gradient) <= tolerance { break }
            var direction = Self.direction(gradient, changes)
            var slope = Self.dot(direction, gradient)
            if slope >= 0 {
                changes = []
                direction = gradient.map { -$0 }
                slope = Self.dot(direction, gradient)
            }
            var length = changes.isEmpty ? min(1, 1 / Self.largest(gradient)) : 1
            var next = place, nextValue = value, nextGradient = gradient
            var isLower = false
            for _ in 0..<40 {
                for index in place.indices { next[index] = place[index] + length * direction[index] }
                (nextValue, nextGradient) = try function(next)
                // Near the minimum, values differ by their rounding alone.
                isLower = nextValue <= value + 1e-4 * length * slope + 1e-15 * abs(value)
                if isLower { break }
                length /= 2
            }
            steps += 1
            guard isLower else { break }
            let change = Change(
                place: zip(next, place).map(-), gradient: zip(nextGradient, gradient).map(-), product: 0)
            let product = Self.dot(change.place, change.gradient)
            if product > 1e-12 * Self.dot(change.gradient, change.gradient) {
                changes.append(Change(place: change.place, gradient: change.gradient, product: product))
                if changes.count > Self.memory { changes.removeFirst() }
            }
            (place, value, gradient) = (next, nextValue, nextGradient)
            state.offer { Self.write(steps, place, changes, to: &$0) }
            context.progress.report(
                ProgressUpdate(stage: "descending", completed: steps, total: maximumSteps, unit: "steps"))
        }
        context.progress.report(
            ProgressUpdate(stage: "descending", completed: maximumSteps, total: maximumSteps, unit: "steps"))
        return Minimum(place: place, value: value, steps: steps, hasConverged: Self.largest(gradient) <= tolerance)
    }

    private static func write(_ steps: Int, _ place: [Double], _ changes: [Change], to draft: inout KeptState.Draft) {
        draft.append(steps)
        draft.append(place)
        draft.append(changes.count)
        for change in changes {
            draft.append(change.place)
            draft.append(change.gradient)
            draft.append([change.product])
        }
    }

    private func restored(from state: KeptState, size: Int) -> (Int, [Double], [Change])? {
        state.restore { contents in
            let steps = try contents.integer(in: 0...maximumSteps)
            let place = try contents.array(of: Double.self, count: size)
            let changes = try (0..<contents.integer(in: 0...Self.memory)).map { _ in
                Change(
                    place: try contents.array(of: Double.self, count: size),
                    gradient: try contents.array(of: Double.self, count: size),
                    product: try contents.array(of: Double.self, count: 1)[0])
            }
            return (steps, place, changes)
        }
    }

    /// −H g by the two loops of the algorithm.
    private static func direction(_ gradient: [Double], _ changes: [Change]) -> [Double] {
        var result = gradient.map { -$0 }
        var shares: [Double] = []
        for change in changes.reversed() {
            let share = dot(change.place, result) / change.product
            shares.append(share)
            for index in result.indices { result[index] -= share * change.gradient[index] }
        }
        if let last = changes.last {
            let scale = last.product / dot(last.gradient, last.gradient)
            for index in result.indices { result[index] *= scale }
        }
        for (change, share) in zip(changes, shares.reversed()) {
            let back = dot(change.gradient, result) / change.product
            for index in result.indices { result[index] += (share - back) * change.place[index] }
        }
        return result
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += left[index] * right[index] }
        return sum
    }

    private static func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}
