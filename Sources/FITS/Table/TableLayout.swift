// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The columns of a table, worked out when first asked for: an archive file has tables that nobody looks at.
final class LazyTable: Sendable {
    private let make: @Sendable () -> Result<TableLayout, FITSError>
    private let cache = Mutex<Result<TableLayout, FITSError>?>(nil)

    init(header: FITSHeader, data: DataUnit, isASCII: Bool, rowLength: Int, tableLength: Int) {
        make = {
            do throws(FITSError) {
                return .success(try TableLayout(header, data, isASCII, rowLength, tableLength))
            } catch {
                return .failure(error)
            }
        }
    }

    func layout() throws(FITSError) -> TableLayout {
        try cache.withLock { cached in
            if let cached { return cached }
            let made = make()
            cached = made
            return made
        }.get()
    }
}

/// Where the columns of a table are (FITS 4.0 §7.2.1, §7.3.1).
struct TableLayout: Sendable {
    let fields: [TableField]
    let isASCII: Bool
    /// Bytes of a row.
    let rowLength: Int
    /// Of the first byte after the rows that variable-length arrays may use.
    let heapOffset: Int
    private let raw: RawHeader
    private let file: String
    private let hdu: Int

    init(
        _ header: FITSHeader, _ data: DataUnit, _ isASCII: Bool, _ rowLength: Int, _ tableLength: Int
    ) throws(FITSError) {
        guard let raw = header.raw else { throw data.badHeader("TFIELDS", "the table is not from a file") }
        let count = header.integer("TFIELDS") ?? 0
        guard (0...99999).contains(count), count <= raw.words.count else {
            throw data.badHeader("TFIELDS", "\(count) columns cannot be")
        }
        var fields = Self.fields(raw, count)
        if isASCII {
            try Self.placeASCII(&fields, raw, data, rowLength)
        } else {
            try Self.placeBinary(&fields, raw, data, rowLength)
        }
        let heap = header.integer("THEAP") ?? tableLength
        guard heap >= tableLength, heap <= data.size else {
            throw data.badHeader("THEAP", "\(heap) is not between the rows and the end of the data")
        }
        self.fields = fields
        self.isASCII = isASCII
        self.rowLength = rowLength
        heapOffset = heap
        self.raw = raw
        file = data.name
        hdu = data.hdu
    }

    func columns() -> [FITSColumn] { fields.indices.map(column(at:)) }

    func column(_ name: String) -> FITSColumn? {
        let wanted = name.trimmingTrailingBlanks()
        guard !wanted.isEmpty else { return nil }
        let start = KeywordWord(prefixOf: wanted.utf8)
        for index in fields.indices where fields[index].nameStart == start {
            if wanted.utf8.count <= 8 && shortName(index) || self.name(index).uppercased() == wanted.uppercased() {
                return column(at: index)
            }
        }
        return nil
    }

    /// The number on a card of ``TableField/Cards``, TSCALn say.
    func number(on card: Int) -> Double? {
        card < 0 ? nil : raw.withText(at: card) { NumberScanner.scan($0)?.double }
    }

    func integer(on card: Int) -> Int? {
        guard card >= 0, case .integer(let value) = raw.withText(at: card, NumberScanner.scan) else { return nil }
        return value
    }

    func text(on card: Int) -> String? {
        guard card >= 0, case .text(let text) = raw.value(at: card) else { return nil }
        return text
    }

    /// The field that `column` is about.
    func field(_ column: FITSColumn) throws(FITSError) -> TableField {
        guard fields.indices.contains(column.index) else {
            throw .missingColumn(file: file, hdu: hdu, name: column.name)
        }
        return fields[column.index]
    }

    // MARK: -

    private func name(_ index: Int) -> String { text(on: fields[index].cards.type) ?? "" }

    /// Whether the name has at most eight characters, so that its first eight say all.
    private func shortName(_ index: Int) -> Bool {
        raw.withText(at: fields[index].cards.type) { $0.count <= 8 }
    }

    private func column(at index: Int) -> FITSColumn {
        let field = fields[index]
        let isArray = field.format.descriptor != nil
        let count = isArray ? 0 : field.format.repeatCount
        return FITSColumn(
            index: index, name: name(index), format: text(on: field.cards.form) ?? "", unit: unit(field),
            repeatCount: count, shape: isArray ? [0] : shape(field, count))
    }

    private func unit(_ field: TableField) -> String? {
        text(on: field.cards.unit).flatMap { $0.utf8.allSatisfy { $0 <= 32 } ? nil : $0 }
    }

    /// TDIM "(3,4)" where it multiplies up to the repeat count.
    private func shape(_ field: TableField, _ count: Int) -> [Int] {
        guard let spelled = text(on: field.cards.dimensions) else { return [count] }
        let axes = spelled.split { "(), ".contains($0) }.map { Int($0) }
        var product: Int? = 1
        for axis in axes {
            guard let axis, axis >= 0 else { return [count] }
            product = product?.multipliedExactly(by: axis)
        }
        return product == count && !axes.isEmpty ? axes.compactMap(\.self) : [count]
    }
}
