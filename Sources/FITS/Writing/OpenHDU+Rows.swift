// SPDX-License-Identifier: Apache-2.0

extension OpenHDU {
    func append(rows: Int, _ values: [FITSColumnValues], to output: FITSOutput) throws(FITSError) {
        guard case .table(let columns) = content else {
            throw .unsupported(file: output.name, hdu: index, what: "no table begun that rows could be appended to")
        }
        guard values.count == columns.count else {
            throw .unsupported(
                file: output.name, hdu: index,
                what: "\(columns.count) columns, but values for \(values.count) were appended")
        }
        var fields: [(column: FITSColumnDefinition, bytes: [UInt8])] = []
        for (column, values) in zip(columns, values) {
            let expected = column.type == .text ? rows : rows * column.count
            guard values.count == expected else {
                throw .unsupported(
                    file: output.name, hdu: index,
                    what: "\(expected) values for \(rows) rows of \(column.name), but \(values.count) were appended")
            }
            fields.append((column, try ColumnEncoder(column, file: output.name, hdu: index).bytes(values)))
        }
        let rowLength = rowLength
        try output.append(count: rows * rowLength) { target in
            var offset = 0
            for (column, bytes) in fields {
                let width = column.type.element.length(of: column.count) ?? 0
                bytes.withUnsafeBytes { source in
                    guard let source = source.baseAddress, width > 0 else { return }
                    for row in 0..<rows {
                        (target + row * rowLength + offset).copyMemory(from: source + row * width, byteCount: width)
                    }
                }
                offset += width
            }
        }
    }
}

/// Values of one column to its big-endian bytes.
private struct ColumnEncoder {
    let column: FITSColumnDefinition
    let file: String
    let hdu: Int

    init(_ column: FITSColumnDefinition, file: String, hdu: Int) {
        self.column = column
        self.file = file
        self.hdu = hdu
    }

    func bytes(_ values: FITSColumnValues) throws(FITSError) -> [UInt8] {
        switch (column.type, values) {
        case (.logical, .logicals(let values)):
            return values.map { UInt8(ascii: $0 ? "T" : "F") }
        case (.float, .floats(let values)): return swapped(values)
        case (.float, .doubles(let values)): return swapped(values.map { Float($0) })
        case (.double, .floats(let values)): return swapped(values.map { Double($0) })
        case (.double, .doubles(let values)): return swapped(values)
        case (.text, .texts(let values)): return try texts(values)
        case (.byte, _), (.int16, _), (.int32, _), (.int64, _): return try integers(values)
        default:
            throw .unsupported(
                file: file, hdu: hdu, what: "a column \(column.name) of type \(column.type), not of the values appended"
            )
        }
    }

    private func integers(_ values: FITSColumnValues) throws(FITSError) -> [UInt8] {
        let whole: [Int]
        switch values {
        case .integers(let values): whole = values
        case .nullableIntegers(let values):
            whole = try values.map { (value) throws(FITSError) in
                guard let stored = value ?? column.null else { throw doesNotFit("a missing value, without TNULL") }
                return stored
            }
        default:
            throw .unsupported(file: file, hdu: hdu, what: "whole numbers in column \(column.name)")
        }
        switch column.type {
        case .byte: return swapped(try exact(whole) as [UInt8])
        case .int16: return swapped(try exact(whole) as [Int16])
        case .int32: return swapped(try exact(whole) as [Int32])
        default: return swapped(whole)
        }
    }

    private func exact<Stored: FixedWidthInteger>(_ values: [Int]) throws(FITSError) -> [Stored] {
        try values.map { (value) throws(FITSError) in
            guard let stored = Stored(exactly: value) else { throw doesNotFit("\(value)") }
            return stored
        }
    }

    private func texts(_ values: [String]) throws(FITSError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * column.count)
        for value in values {
            let ascii = CardWriter.ascii(value)
            guard ascii.utf8.count <= column.count else { throw doesNotFit(value) }
            bytes.append(contentsOf: ascii.utf8)
            bytes.append(contentsOf: repeatElement(32, count: column.count - ascii.utf8.count))
        }
        return bytes
    }

    private func swapped<Value>(_ values: [Value]) -> [UInt8] {
        let width = MemoryLayout<Value>.size
        return [UInt8](unsafeUninitializedCapacity: values.count * width) { buffer, filled in
            filled = values.count * width
            guard let target = buffer.baseAddress else { return }
            values.withUnsafeBytes {
                BigEndian.encode($0.baseAddress, width, values.count, UnsafeMutableRawPointer(target), stride: width)
            }
        }
    }

    private func doesNotFit(_ value: String) -> FITSError {
        .doesNotFit(
            file: file, hdu: hdu, what: "column \(column.name) of \(column.count)\(column.type.rawValue)", value: value)
    }
}
