// SPDX-License-Identifier: Apache-2.0
// fuzz-target: VOTable
// fuzz-libraries: libxml-2.0 zlib

import VOTable

/// Any bytes are a document or one error; what was read can be written or is refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var limits = VOTableLimits()
    limits.documentCells = 200_000
    limits.unpackedBytes = 8 << 20
    limits.rowBytes = 8 << 20
    guard let document = try? VOTableDocument(bytes: bytes, name: "fuzz", limits: limits) else { return 0 }
    for table in document.tables {
        precondition(table.rows.allSatisfy { $0.count == table.fields.count })
    }
    guard let reader = try? VOTableReader(bytes: bytes, name: "fuzz", limits: limits, threads: 1) else { return 0 }
    var rows = 0
    do {
        while try reader.nextTable() != nil {
            while let batch = try reader.nextBatch() { rows += batch.rowCount }
        }
    } catch { preconditionFailure("read whole, but not in batches") }
    precondition(rows == document.tables.reduce(0) { $0 + $1.rows.count })
    return 0
}
