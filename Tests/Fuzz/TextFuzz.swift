// SPDX-License-Identifier: Apache-2.0
// fuzz-target: Spectra
// fuzz-libraries: libxml-2.0 zlib cfitsio

import Spectra

/// Any bytes are records or one error, in every format, and a spectrum read from text is whole. Zip archives are tried too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for delimiter in [DelimitedTextFormat.Delimiter.comma, .whitespace, .semicolon] {
        let format = DelimitedTextFormat(delimiter, decimalComma: delimiter == .semicolon)
        guard var reader = try? DelimitedTextReader(bytes: bytes, name: "fuzz", format: format) else { continue }
        var line = 0
        while (try? reader.nextRecord()) == true {
            precondition(reader.line > line && reader.fieldCount > 0)
            line = reader.line
            for index in 0..<reader.fieldCount {
                _ = reader.text(index)
                _ = reader.number(index)
            }
        }
    }
    // FITS and VOTable have their own targets.
    guard let first = bytes.first, first != UInt8(ascii: "<"), first != UInt8(ascii: "S"), first != 0x1F else {
        return 0
    }
    guard let spectra = try? SpectrumReader.spectra(bytes: bytes, name: "fuzz") else { return 0 }
    for spectrum in spectra {
        precondition(!spectrum.flux.isEmpty && spectrum.flux.count == spectrum.axis.values.count)
        precondition(spectrum.error.map { $0.count == spectrum.flux.count } ?? true)
        precondition(spectrum.mask.map { $0.count == spectrum.flux.count } ?? true)
    }
    return 0
}
