// fuzz-target: FITS
// fuzz-libraries: cfitsio zlib
// SPDX-License-Identifier: Apache-2.0

import FITS

/// Opens the bytes as a FITS file and touches everything in it: any outcome but an error or values is a finding.
///
/// CFITSIO unpacks tiles in child processes; what they report and leave behind when they die is no finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFITS(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let file = try? FITSFile(bytes: bytes, name: "fuzz") else { return 0 }
    _ = file[extension: "COADD"]
    for hdu in file.hdus.prefix(8) {
        for card in hdu.header.cards.prefix(200) {
            _ = hdu.header.text(card.keyword)
            _ = hdu.header.double(card.keyword)
            _ = hdu.header.integer(card.keyword)
        }
        _ = try? hdu.pixels()
        _ = try? hdu.pixelsAsDoubles(in: 3..<17)
        for column in hdu.columns.prefix(20) {
            let some = 0..<min(2, hdu.rowCount)
            _ = hdu.column(column.name)
            _ = try? hdu.floats(column)
            _ = try? hdu.doubles(column, rows: some)
            _ = try? hdu.integers(column)
            _ = try? hdu.texts(column)
            _ = try? hdu.arrayLengths(column, rows: some)
        }
    }
    return 0
}
