// SPDX-License-Identifier: Apache-2.0

import Execution

/// Writes a FITS file HDU by HDU and row by row, in constant memory.
///
/// The row count of an image or table is what was appended, filled in when the HDU ends. Every HDU carries CHECKSUM and
/// DATASUM (FITS 4.0 §4.4.2.7). The file appears whole when ``finish()`` returns, or not at all. Use one writer from
/// one thread.
///
/// ```swift
/// let writer = try FITSWriter(path: "stars.fits")
/// try writer.beginImage(.float, rowShape: [3], cards: [.init(keyword: "CRVAL1", value: .real(6500))])
/// try writer.append([1, 2, 3] as [Float])
/// try writer.append([4, 5, 6] as [Float])      // NAXIS1 = 3, NAXIS2 = 2
/// try writer.beginTable([.init("id", .text, count: 8), .init("z", .double)], name: "SPECTRA")
/// try writer.append(rows: 2, [.texts(["a", "b"]), .doubles([0.1, 0.2])])
/// try writer.finish()
/// ```
public final class FITSWriter {
    /// The path or name used in messages.
    public let name: String
    private let output: FITSOutput
    private var hdu: OpenHDU?
    private var count = 0

    /// Writes to a file on disk.
    ///
    /// - Throws: ``FITSError/system(file:reason:)`` if the folder cannot be written.
    public init(path: String) throws(FITSError) {
        name = path
        output = try FITSOutput(path: path)
    }

    /// Writes to memory; ``finish()`` gives the bytes.
    public init(inMemoryAs name: String = "FITS file in memory") {
        self.name = name
        output = FITSOutput(name: name)
    }

    /// Begins an HDU without data: the customary primary HDU before tables.
    ///
    /// - Throws: ``FITSError`` for a keyword that FITS has no place for, or a disk that cannot be written.
    public func beginEmpty(cards: [FITSHeader.Card] = [], name extensionName: String? = nil) throws(FITSError) {
        try begin(.image(.byte, rowShape: nil), cards, extensionName)
    }

    /// Begins an image: the primary HDU if it is the first, else an IMAGE extension.
    ///
    /// - Parameters:
    ///   - rowShape: all axes but the last, the fastest first; empty for a vector. The last axis is counted.
    ///   - cards: further keywords. Those that describe the structure (NAXISn, CHECKSUM, …) are ours and left out.
    ///   - extensionName: EXTNAME.
    /// - Throws: as ``beginEmpty(cards:name:)``.
    public func beginImage(
        _ type: FITSPixelType, rowShape: [Int], cards: [FITSHeader.Card] = [], name extensionName: String? = nil
    ) throws(FITSError) {
        try begin(.image(type, rowShape: rowShape), cards, extensionName)
    }

    /// Begins a binary table; an empty primary HDU is put before it if it is the first.
    ///
    /// - Throws: as ``beginEmpty(cards:name:)``.
    public func beginTable(
        _ columns: [FITSColumnDefinition], cards: [FITSHeader.Card] = [], name extensionName: String? = nil
    ) throws(FITSError) {
        if count == 0, hdu == nil { try beginEmpty() }
        try begin(.table(columns), cards, extensionName)
    }

    /// Appends pixels to the image begun, converted to its type.
    ///
    /// NaN has no place among integers: it throws, as does a number beyond the type.
    ///
    /// - Throws: ``FITSError/doesNotFit(file:hdu:what:value:)``, ``FITSError/unsupported(file:hdu:what:)`` without an
    ///   image begun.
    public func append(_ values: [Float]) throws(FITSError) { try open().append(values, to: output) }

    /// Appends pixels to the image begun, converted to its type.
    ///
    /// - Throws: as for `[Float]`.
    public func append(_ values: [Double]) throws(FITSError) { try open().append(values, to: output) }

    /// Appends pixels to the image begun, converted to its type.
    ///
    /// - Throws: as for `[Float]`.
    public func append(_ values: [Int]) throws(FITSError) { try open().append(values, to: output) }

    /// Appends pixels to the image begun, converted to its type.
    ///
    /// - Throws: as for `[Float]`.
    public func append(_ values: [Int32]) throws(FITSError) { try open().append(values, to: output) }

    /// Appends pixels to the image begun, converted to its type.
    ///
    /// - Throws: as for `[Float]`.
    public func append(_ values: [UInt8]) throws(FITSError) { try open().append(values, to: output) }

    /// Appends rows to the table begun.
    ///
    /// - Parameter columns: one for each column, in their order; each holds `rows × count` values, row after row, or
    ///   `rows` texts.
    /// - Throws: ``FITSError/doesNotFit(file:hdu:what:value:)``, and ``FITSError/unsupported(file:hdu:what:)`` for
    ///   values of another number or kind than the columns have.
    public func append(rows: Int, _ columns: [FITSColumnValues]) throws(FITSError) {
        try open().append(rows: rows, columns, to: output)
    }

    /// Ends the file and makes it appear.
    ///
    /// - Returns: the file, if it was written to memory; else nothing.
    /// - Throws: ``FITSError``, also for an image that ends within a row; there is no file then.
    @discardableResult
    public func finish() throws(FITSError) -> [UInt8] {
        if count == 0, hdu == nil { try beginEmpty() }
        try endHDU()
        return try output.finish()
    }

    private func open() throws(FITSError) -> OpenHDU {
        guard let hdu else { throw .unsupported(file: name, hdu: count, what: "no image or table begun") }
        return hdu
    }

    private func begin(
        _ content: OpenHDU.Content, _ cards: [FITSHeader.Card], _ extensionName: String?
    ) throws(FITSError) {
        try endHDU()
        hdu = try OpenHDU(content, index: count, cards: cards, name: extensionName, output)
    }

    private func endHDU() throws(FITSError) {
        guard let hdu else { return }
        try hdu.end(output)
        self.hdu = nil
        count += 1
    }
}
