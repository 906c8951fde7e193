// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// What the values of rows are laid out as for bounds.
enum NeighbourForm: Int32, Sendable {
    case float, half, byte

    var kernel: Int32 { rawValue }
}

extension NeighbourSearch {
    /// The form whose products are bounds themselves: for queries, and where bytes do not do.
    func productForm(columns: Int) -> NeighbourForm {
        guard secchi_neighbour_half_available() != 0 else { return .float }
        return switch precision {
        case .automatic, .byte: columns > 64 ? .half : .float
        case .single: .float
        case .half: .half
        }
    }

    /// The form for a search among rows; follows from the rows, so all that take part in a search choose the same.
    func joinForm(_ rows: NeighbourRows, in space: NeighbourSpace, context: ExecutionContext) throws -> NeighbourForm {
        let most = Int(SECCHI_NEIGHBOUR_BYTES_MOST) - 1
        guard secchi_neighbour_bytes_available() != 0, rows.columnCount <= most else {
            return productForm(columns: rows.columnCount)
        }
        switch precision {
        case .byte: return .byte
        case .automatic where try rows.columnCount > 40 && bytesTellApart(rows, in: space, context: context):
            return .byte
        default: return productForm(columns: rows.columnCount)
        }
    }

    /// Whether few pairs would be measured in vain, by up to 24 rows among up to 512.
    ///
    /// A pair costs about fifty times as much to measure as bytes save in its product.
    private func bytesTellApart(
        _ rows: NeighbourRows, in space: NeighbourSpace, context: ExecutionContext
    ) throws -> Bool {
        let size = min(512, rows.count), asked = min(24, size)
        guard size > 1 else { return true }
        let sample = (0..<size).map { $0 * rows.count / size }
        let side = try NeighbourSide(rows, numbers: .list(sample), in: space, form: .byte, context: context)
        let (lengths, errors) = side.bounds
        let keep = Self.candidates(for: count, form: .byte)
        let rank = min(max(keep * size / rows.count, 1), size - 1) - 1
        let vain = rows.withKernelRows(weights: space.weights) { source in
            (0..<asked).reduce(0) { vain, place in
                let first = place * size / asked
                let others = (0..<size).filter { $0 != first }
                let squares = others.map {
                    secchi_neighbour_square(source, sample[first], source, sample[$0]) * space.unit
                }
                let limit = squares.sorted()[rank]
                return vain
                    + zip(others, squares).count { other, square in
                        let margin =
                            Double(errors[first]) * Double(lengths[other])
                            + Double(lengths[first] + errors[first]) * Double(errors[other])
                        return square > limit && square - 2 * margin <= limit
                    }
            }
        }
        return vain * 100 <= asked * size
    }
}
