// SPDX-License-Identifier: Apache-2.0

extension FITSHDU {
    /// Column values, row after row, TSCAL and TZERO applied, TNULL as NaN; `rows × repeatCount` of them.
    ///
    /// A variable-length array column gives the elements of all rows one after the other; ``arrayLengths(_:rows:)``
    /// tells how many of each. Logical values are 1 and 0, NaN where undefined; bits 1 and 0. A complex number gives
    /// two values. A text column, also of an ASCII table, gives the number that each row spells, NaN where it spells
    /// none.
    ///
    /// - Parameter rows: all by default.
    /// - Throws: ``FITSError/truncated(file:hdu:need:have:)`` if the file ends before these rows do,
    ///   ``FITSError/outOfRange(file:hdu:what:range:count:)``, ``FITSError/badData(file:hdu:reason:)``.
    public func floats(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Float] {
        try TableReader(self, column, rows).reals()
    }

    /// As ``floats(_:rows:)``, in double precision.
    ///
    /// - Throws: as ``floats(_:rows:)``.
    public func doubles(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Double] {
        try TableReader(self, column, rows).reals()
    }

    /// Whole numbers of an integer, byte, bit or logical column (T = 1), exactly; TNULL as `nil`.
    ///
    /// Unsigned columns (TZERO 32768 and the like) are exact too. A scaled or real column gives its whole values, `nil`
    /// for the others; likewise a text column.
    ///
    /// - Throws: as ``floats(_:rows:)``.
    public func integers(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Int?] {
        try TableReader(self, column, rows).integers()
    }

    /// One text per row, without trailing blanks and NULs; numbers as text for other columns, an array's joined by
    /// blanks.
    ///
    /// - Throws: as ``floats(_:rows:)``.
    public func texts(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [String] {
        try TableReader(self, column, rows).texts()
    }

    /// Elements that each row of a variable-length array column has; `repeatCount` for other columns.
    ///
    /// - Throws: as ``floats(_:rows:)``.
    public func arrayLengths(_ column: FITSColumn, rows: Range<Int>? = nil) throws(FITSError) -> [Int] {
        try TableReader(self, column, rows).arrayLengths()
    }
}
