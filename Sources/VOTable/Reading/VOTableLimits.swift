// SPDX-License-Identifier: Apache-2.0

/// What a reader accepts from a stranger's document before it gives up with
/// ``VOTableError/tooLarge(file:what:limit:)``.
public struct VOTableLimits: Sendable, Hashable {
    /// Columns of one table.
    public var fields = 65_536
    /// Bytes of names, attributes and descriptions in the whole document.
    public var metadataBytes = 256 << 20
    /// Bytes of one row, and of the FITS file in a table serialised as FITS.
    public var rowBytes = 1 << 30
    /// Bytes of the document once gzip is taken off.
    public var unpackedBytes = 1 << 40
    /// Cells of a ``VOTableDocument``, all tables together. A ``VOTableReader`` has no such limit.
    public var documentCells = 50_000_000

    public init() {}
}
