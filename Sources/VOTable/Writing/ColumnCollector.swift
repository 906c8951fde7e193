// SPDX-License-Identifier: Apache-2.0

/// Gathers the values of one column row by row, and refuses what the column cannot hold.
struct ColumnCollector {
    private let plan: ColumnPlan
    private var sink: ElementSink
    private var nulls: [UInt8] = []

    init(_ plan: ColumnPlan) {
        self.plan = plan
        sink = ElementSink(plan.shape)
    }

    mutating func append(_ value: VOTableValue) throws(RowFormatter.Failure) {
        nulls.append(value == .null ? 1 : 0)
        switch (plan.shape.element, value) {
        case (_, .null): appendNull()
        case (.integer, .integer(let integer)): sink.integers.append(integer)
        case (.integer, .integers(let integers)) where plan.shape.isArray:
            for integer in integers {
                guard let element = integer ?? plan.nullInteger else {
                    throw plan.failure("a null element, but no VALUES null to stand for it")
                }
                sink.integers.append(element)
            }
        case (.real, .real(let real)): sink.reals.append(real)
        case (.real, .integer(let integer)): sink.reals.append(Double(integer))
        case (.real, .reals(let reals)) where plan.shape.isArray: sink.reals += reals
        case (.complex, .complex(let real, let imaginary)): sink.reals += [real, imaginary]
        case (.complex, .reals(let pairs)) where plan.shape.isArray && pairs.count % 2 == 0: sink.reals += pairs
        case (.boolean, .boolean(let truth)), (.bit, .boolean(let truth)): sink.booleans.append(truth ? 1 : 0)
        case (.boolean, .booleans(let truths)) where plan.shape.isArray,
            (.bit, .booleans(let truths)) where plan.shape.isArray:
            sink.booleans += truths.map { $0.map { $0 ? 1 : 0 } ?? 2 }
        case (.text, .text(let text)): sink.texts.append(text)
        case (.text, .texts(let texts)) where plan.shape.isArray: for text in texts { sink.texts.append(text) }
        default: throw plan.failure("\(value) is no \(plan.shape.datatype.rawValue)")
        }
        sink.endCell()
    }

    private mutating func appendNull() {
        guard !plan.shape.isArray else { return }
        switch plan.shape.element {
        case .integer: sink.integers.append(0)
        case .real: sink.reals.append(.nan)
        case .complex: sink.reals += [.nan, .nan]
        case .boolean, .bit: sink.booleans.append(0)
        case .text: sink.texts.append("")
        }
    }

    /// The column so far; the collector is empty after it.
    mutating func take() -> VOTableColumn {
        defer {
            sink = ElementSink(plan.shape)
            nulls.removeAll(keepingCapacity: true)
        }
        return VOTableColumn(
            values: sink.values, starts: plan.shape.isArray ? sink.starts : [], nulls: nulls, rowCount: nulls.count,
            isComplex: plan.shape.element == .complex, nullElement: plan.nullInteger)
    }
}
