// SPDX-License-Identifier: Apache-2.0

/// A FITS file opened for reading: plain, gzip- or bzip2-wrapped, or with tile-compressed images.
///
/// Values are decoded only when asked for, so opening costs a scan of the headers. A file is a value that may be read
/// from several threads at once.
public struct FITSFile: Sendable {
    /// The path or name used in messages.
    public let name: String
    public let hdus: [FITSHDU]

    /// Opens a file on disk. The name is taken literally: no CFITSIO extended file name syntax.
    public init(contentsOf path: String) throws(FITSError) {
        throw .unsupported(file: path, hdu: 0, what: "not yet written")
    }

    /// Reads a file that is in memory, compressed or not.
    public init(bytes: [UInt8], name: String) throws(FITSError) {
        throw .unsupported(file: name, hdu: 0, what: "not yet written")
    }

    /// The first HDU whose EXTNAME is `name`, whatever its case.
    public subscript(extension name: String) -> FITSHDU? {
        hdus.first { $0.header.text("EXTNAME")?.uppercased() == name.uppercased() }
    }
}
