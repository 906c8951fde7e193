// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// The records of a delimited table, read as rows of a dataset; blocks of the file are read in parallel.
///
/// Blocks are cut at line ends, 8 MB each whatever the number of threads. Tables with quotation marks (whose fields may
/// hold line ends) and gzip-wrapped ones are read in one block.
struct CSVBody {
    var rows: [DatasetRow] = []
    var flux: [Float] = []

    private static let blockSize = 8 << 20

    static func read(_ path: String, layout: CSVLayout, context: ExecutionContext) throws -> CSVBody {
        guard let bytes = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
            throw DatasetError.system(file: path, reason: "cannot be read; check the path and its permissions")
        }
        let isGzip = bytes.starts(with: [0x1F, 0x8B])
        if isGzip || bytes.count <= blockSize || hasQuotes(bytes) {
            var reader = try DelimitedTextReader(contentsOf: path, format: layout.format)
            var body = CSVBody()
            if layout.header != nil { _ = try reader.nextRecord() }
            try body.append(&reader, layout, file: path, linesBefore: { 0 }, context)
            body.name(path)
            return body
        }
        let cuts = cuts(in: bytes)
        let done = CompletedCount()
        let parts = try context.mapParts(cuts.count - 1) { part in
            let block = [UInt8](bytes[cuts[part]..<cuts[part + 1]])
            var reader = try DelimitedTextReader(bytes: block, name: path, format: layout.format)
            var body = CSVBody()
            if part == 0, layout.header != nil { _ = try reader.nextRecord() }
            let linesBefore = { bytes[..<cuts[part]].reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 } }
            try body.append(&reader, layout, file: path, linesBefore: linesBefore, context)
            context.progress.report(
                ProgressUpdate(
                    stage: "reading", completed: done.add(body.rows.count), total: nil, unit: "spectra"))
            return body
        }
        var whole = CSVBody()
        whole.rows.reserveCapacity(parts.reduce(0) { $0 + $1.rows.count })
        whole.flux.reserveCapacity(parts.reduce(0) { $0 + $1.flux.count })
        for part in parts {
            whole.rows += part.rows
            whole.flux += part.flux
        }
        whole.name(path)
        return whole
    }

    private static func hasQuotes(_ bytes: Data) -> Bool {
        bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { memchr($0, Int32(UInt8(ascii: "\"")), buffer.count) != nil } ?? false
        }
    }

    /// Offsets where blocks begin, and the end: each just after a line end.
    private static func cuts(in bytes: Data) -> [Int] {
        var cuts = [bytes.startIndex]
        while let last = cuts.last, bytes.endIndex - last > blockSize {
            guard let end = bytes[(last + blockSize)...].firstIndex(of: UInt8(ascii: "\n")) else { break }
            cuts.append(end + 1)
        }
        if cuts.last != bytes.endIndex { cuts.append(bytes.endIndex) }
        return cuts
    }

    private mutating func append(
        _ reader: inout DelimitedTextReader, _ layout: CSVLayout, file: String, linesBefore: () -> Int,
        _ context: ExecutionContext
    ) throws {
        while try reader.nextRecord() {
            if rows.count % 256 == 0 { try context.cancellation.check() }
            guard reader.fieldCount == layout.fieldCount else {
                throw DatasetError.malformed(
                    file: file, line: reader.line + linesBefore(),
                    reason: "\(reader.fieldCount) fields where there should be \(layout.fieldCount)")
            }
            do throws(SpectrumError) {
                try reader.appendNumbers(layout.flux, to: &flux)
            } catch {
                guard case .badText(_, let line, let reason) = error else { throw error }
                throw DatasetError.malformed(file: file, line: line + linesBefore(), reason: reason)
            }
            rows.append(Self.row(reader, layout.columns))
        }
    }

    private static func row(_ reader: borrowing DelimitedTextReader, _ columns: TableColumns) -> DatasetRow {
        func text(_ index: Int?) -> String? {
            guard let index else { return nil }
            let text = reader.text(index).trimmingCharacters(in: .whitespaces)
            return text.isEmpty ? nil : text
        }
        func number(_ index: Int?) -> Double? {
            guard let index, let value = reader.number(index), value.isFinite else { return nil }
            return value
        }
        var row = DatasetRow(id: text(columns.id) ?? "", source: text(columns.source) ?? "")
        row.label = text(columns.label)
        row.object = text(columns.object)
        row.group = text(columns.group) ?? row.object
        (row.ra, row.dec) = (number(columns.ra), number(columns.dec))
        (row.snr, row.mjd, row.redshift) = (number(columns.snr), number(columns.mjd), number(columns.redshift))
        return row
    }

    /// Fills in what the table leaves out and only the place in it can tell.
    private mutating func name(_ path: String) {
        for index in rows.indices {
            if rows[index].id.isEmpty { rows[index].id = String(index + 1) }
            if rows[index].source.isEmpty { rows[index].source = "\(path)#\(index)" }
            if rows[index].group == nil { rows[index].group = rows[index].id }
        }
    }
}
