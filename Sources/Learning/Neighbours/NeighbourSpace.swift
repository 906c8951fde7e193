// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// How rows are centred and scaled for the bounds: taken from the rows that are searched, used for queries too.
///
/// Centring makes the numbers small whose squares cancel; the common power of two keeps squares of fluxes like 10⁻¹⁷ W/m²
/// within single precision, and is exact.
struct NeighbourSpace: Sendable {
    let columnCount: Int
    let isCosine: Bool
    let weights: [Double]?
    let centre: [Double]
    let factor: [Double]
    /// The power of two: distances² of laid-out rows are `unit` times the true ones.
    let unit: Double

    init(_ search: NeighbourSearch, rows: borrowing NeighbourRows, context: ExecutionContext) throws {
        let columns = rows.columnCount
        columnCount = columns
        isCosine = search.distance == .cosine
        weights = search.columnWeights
        let ranges = try rows.columnRanges(context: context)
        let count = Double(max(rows.count, 1))
        centre = ranges.map { $0.sum / count }
        var largest = 0.0
        for (column, range) in ranges.enumerated() where rows.count > 0 {
            let width = max(range.highest - centre[column], centre[column] - range.lowest)
            largest = max(largest, width * (search.columnWeights?[column] ?? 1).squareRoot())
        }
        let power =
            largest > 0 && !isCosine ? Double(sign: .plus, exponent: -Int(largest.exponent) - 1, significand: 1) : 1
        unit = power * power
        factor = (0..<columns).map { power * (search.columnWeights?[$0] ?? 1).squareRoot() } + [power]
    }

    /// Calls `body` with the form that kernels take.
    func withLayout<Result>(
        form: NeighbourForm, _ body: (UnsafePointer<secchi_neighbour_layout>) throws -> Result
    ) rethrows -> Result {
        try centre.withUnsafeBufferPointer { centre in
            try factor.withUnsafeBufferPointer { factor in
                var layout = secchi_neighbour_layout(
                    centre: centre.baseAddress, factor: factor.baseAddress, form: form.kernel,
                    extra: isCosine ? 1 : 0)
                return try withUnsafePointer(to: &layout, body)
            }
        }
    }
}
