// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The cells of a column whose text was only located by the scanner: strings, arrays and complex numbers.
struct SpanCells {
    enum Outcome {
        case column(VOTableColumn)
        case unusual
        case bad(row: Int, text: String)
    }

    let spans: UnsafeBufferPointer<secchi_span>
    let text: UnsafeBufferPointer<UInt8>
    let isLatin1: Bool

    /// `nil` if there is a reference that only the XML parser can judge.
    func texts() -> VOTableTexts? {
        var starts = [0]
        starts.reserveCapacity(spans.count + 1)
        let isPlain = !isLatin1 && !spans.contains { $0.escaped != 0 }
        guard isPlain else {
            var bytes: [UInt8] = []
            for span in spans {
                guard append(span, to: &bytes) else { return nil }
                starts.append(bytes.count)
            }
            return VOTableTexts(bytes: bytes, starts: starts)
        }
        var total = 0
        for span in spans {
            total += Int(span.length)
            starts.append(total)
        }
        guard let base = text.baseAddress else { return VOTableTexts(bytes: [], starts: starts) }
        let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
            if var out = buffer.baseAddress {
                for span in spans {
                    out.update(from: base + Int(span.start), count: Int(span.length))
                    out += Int(span.length)
                }
            }
            count = total
        }
        return VOTableTexts(bytes: bytes, starts: starts)
    }

    func elements(_ plan: ColumnPlan, nulls: [UInt8]) -> Outcome {
        var sink = ElementSink(plan.shape, nullElement: plan.nullInteger)
        var cell: [UInt8] = []
        for (row, span) in spans.enumerated() {
            if !nulls.isEmpty, nulls[row] != 0 {
                sink.appendNullCell()
                continue
            }
            cell.removeAll(keepingCapacity: true)
            guard append(span, to: &cell) else { return .unusual }
            guard cell.withUnsafeBufferPointer({ sink.appendCell($0) }) else {
                return .bad(row: row, text: VOTableTexts.decode(cell.prefix(80)))
            }
        }
        let isPair = plan.shape.element == .complex && !plan.shape.isArray
        return .column(
            VOTableColumn(
                values: sink.values, starts: isPair ? [] : sink.starts, nulls: nulls, rowCount: spans.count,
                isComplex: plan.shape.element == .complex, nullElement: plan.nullInteger))
    }

    private func append(_ span: secchi_span, to bytes: inout [UInt8]) -> Bool {
        let piece = UnsafeBufferPointer(rebasing: text[Int(span.start)..<(Int(span.start) + Int(span.length))])
        if isLatin1 {
            var wide: [UInt8] = []
            for byte in piece {
                if byte < 0x80 { wide.append(byte) } else { wide += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
            }
            return wide.withUnsafeBufferPointer { References.append($0, to: &bytes) }
        }
        return References.append(piece, to: &bytes)
    }
}
