// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// What the values of rows are laid out as for bounds.
enum NeighbourForm: Int32, Sendable {
    case float, half, byte
    /// Sums of floats, of which fewer products are needed than of the floats themselves.
    case strassen

    var kernel: Int32 { rawValue }

    /// Rows that are compared with others at once.
    var blockSize: Int {
        self == .strassen ? Int(SECCHI_NEIGHBOUR_STRASSEN_BLOCK) : NeighbourSide.blockSize
    }
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
        guard secchi_neighbour_bytes_available() != 0, rows.columnCount <= most else { return joinProductForm(rows) }
        switch precision {
        case .byte: return .byte
        case .automatic where try rows.columnCount > 40 && bytesTellApart(rows, in: space, context: context):
            return .byte
        default: return joinProductForm(rows)
        }
    }

    /// Strassen's scheme takes three floats a value, and pays from about a thousand columns on.
    private func joinProductForm(_ rows: NeighbourRows) -> NeighbourForm {
        let form = productForm(columns: rows.columnCount)
        let isLarge = rows.columnCount >= 1024 && rows.count >= 8 * NeighbourForm.strassen.blockSize
        return form == .float && isLarge && rows.count * rows.columnCount <= Self.strassenMost ? .strassen : form
    }

    /// Values of which the sums of Strassen's scheme take 4 GiB.
    private static let strassenMost = 350_000_000

    /// Whether bytes let pass few pairs in vain, as up to 24 rows among up to 512 say.
    ///
    /// A pair that is bounded again in vain costs about fifty times what bytes save in its product. But a row whose candidates
    /// bfloat16 would not prove had to be searched again in single precision, at the cost of a twelfth of its pairs.
    private func bytesTellApart(
        _ rows: NeighbourRows, in space: NeighbourSpace, context: ExecutionContext
    ) throws -> Bool {
        let size = min(512, rows.count), asked = min(24, size)
        guard size > 1 else { return true }
        let sample = (0..<size).map { $0 * rows.count / size }
        func bounds(_ form: NeighbourForm) throws -> (lengths: [Float], errors: [Float]) {
            try NeighbourSide(rows, numbers: .list(sample), in: space, form: form, context: context).bounds
        }
        let bytes = try bounds(.byte)
        let halves = productForm(columns: rows.columnCount) == .half ? try bounds(.half) : nil
        let rank = min(max(Self.candidates(for: count, form: .byte) * size / rows.count, 1), size - 1) - 1
        let spare = Self.candidates(for: count, form: .half) - count
        var vain = 0, unproven = 0
        rows.withKernelRows(weights: space.weights) { source in
            for first in (0..<asked).map({ $0 * size / asked }) {
                let others = (0..<size).filter { $0 != first }
                let squares = others.map {
                    secchi_neighbour_square(source, sample[first], source, sample[$0]) * space.unit
                }
                let limit = squares.sorted()[rank]
                // How many rows beyond the limit the bounds do not tell from those within.
                func mixed(_ bounds: (lengths: [Float], errors: [Float])) -> Int {
                    let length = Double(bounds.lengths[first]), error = Double(bounds.errors[first])
                    return zip(others, squares).count { other, square in
                        let margin =
                            error * Double(bounds.lengths[other]) + (length + error) * Double(bounds.errors[other])
                        return square > limit && square - 2 * margin <= limit
                    }
                }
                vain += mixed(bytes)
                if let halves, mixed(halves) * rows.count > spare * size { unproven += 1 }
            }
        }
        return vain * 100 <= (asked + 8 * unproven) * size
    }
}
