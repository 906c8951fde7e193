// SPDX-License-Identifier: Apache-2.0

/// A FITS file opened for reading: plain, in gzip, bzip2 or compress, with or without tile-compressed images and
/// tables.
///
/// Values are decoded only when asked for, so opening costs a scan of the headers. A file is a value that may be read
/// from several threads at once. Compressed images and tables appear as what they unpack to, at the place that
/// `funpack` gives them.
///
/// ```swift
/// let file = try FITSFile(contentsOf: "spec-0266-51602-0031.fits")
/// if let table = file[extension: "COADD"], let flux = table.column("flux") {
///     try table.floats(flux).count    // 3842
/// }
/// ```
public struct FITSFile: Sendable {
    /// The path or name used in messages.
    public let name: String
    /// In file order, the primary HDU first; those before any ``damage``.
    public let hdus: [FITSHDU]
    /// Why there are no more ``hdus``, if a header after the first is damaged.
    public let damage: FITSError?

    /// Largest file that is unpacked in memory, in bytes.
    public static let unpackedLimit = 1 << 30

    /// Opens a file on disk. The name is taken literally: no CFITSIO extended file name syntax.
    ///
    /// - Throws: ``FITSError``; a data unit that is cut short is told only when it is read.
    public init(contentsOf path: String) throws(FITSError) {
        try self.init(FileBytes(contentsOf: path))
    }

    /// Reads a file that is in memory, compressed or not.
    ///
    /// - Throws: ``FITSError``, as ``init(contentsOf:)``.
    public init(bytes: [UInt8], name: String) throws(FITSError) {
        try self.init(FileBytes(bytes, name: name))
    }

    private init(_ bytes: FileBytes) throws(FITSError) {
        let plain = try Unpacking.plain(bytes)
        var scan = try HDUScanner.scan(plain)
        if TileUnpacking.isNeeded(scan.hdus) {
            scan = try HDUScanner.scan(TileUnpacking.unpacked(scan.hdus, in: plain))
        }
        // What comes before the damage is kept, unless there is nothing in it.
        if let damage = scan.damage, scan.hdus.allSatisfy({ $0.data.size == 0 }) { throw damage }
        name = bytes.name
        (hdus, damage) = scan
    }

    /// The first HDU whose EXTNAME is `name`, whatever its case.
    public subscript(extension name: String) -> FITSHDU? {
        let wanted = name.uppercased()
        return hdus.first { $0.header.text("EXTNAME")?.uppercased() == wanted }
    }
}
