// SPDX-License-Identifier: Apache-2.0

/// One header-data unit: its header, and its image or table.
public struct FITSHDU: Sendable {
    public enum Kind: Sendable, Hashable { case image, asciiTable, binaryTable, other }

    /// 0 for the primary HDU.
    public let index: Int
    public let header: FITSHeader
    public let kind: Kind

    /// NAXIS1, NAXIS2, …: first axis varying fastest; empty without data.
    public let imageShape: [Int]
    public let rowCount: Int
    public let columns: [FITSColumn]

    /// The column called `name`, whatever its case.
    public func column(_ name: String) -> FITSColumn? {
        columns.first { $0.name.uppercased() == name.uppercased() }
    }

    /// Image values in storage order, BSCALE and BZERO applied, BLANK as NaN.
    ///
    /// - Parameter range: which of the `imageShape.reduce(1, *)` values; all of them by default.
    public func pixels(in range: Range<Int>? = nil) throws(FITSError) -> [Float] { [] }

    /// As ``pixels(in:)``, in double precision.
    public func pixelsAsDoubles(in range: Range<Int>? = nil) throws(FITSError) -> [Double] { [] }

    /// Column values, row after row, TSCAL and TZERO applied, TNULL as NaN; `rows × repeatCount` of them.
    ///
    /// A variable-length array column gives the elements of all rows one after the other.
    public func floats(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Float] { [] }

    /// As ``floats(_:rows:)``, in double precision.
    public func doubles(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Double] { [] }

    /// Whole numbers of an integer, byte, bit or logical column (T = 1), exactly; TNULL as `nil`.
    public func integers(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Int?] { [] }

    /// One text per row, without trailing blanks and NULs; numbers as text for other columns.
    public func texts(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [String] { [] }
}
