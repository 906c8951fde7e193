// SPDX-License-Identifier: Apache-2.0

/// One column of a table extension (FITS 4.0 §7).
public struct FITSColumn: Sendable, Hashable {
    /// 0-based place in the table.
    public var index: Int
    /// TTYPEn as written, without trailing blanks; empty if there is none.
    public var name: String
    /// TFORMn as written: "1024E", "12A", "1PE(300)".
    public var format: String
    /// TUNITn.
    public var unit: String?
    /// Elements in a row; for text the number of characters; for a variable-length array 0.
    public var repeatCount: Int
    /// TDIMn, first axis varying fastest; `[repeatCount]` if there is none.
    public var shape: [Int]

    public init(index: Int, name: String, format: String, unit: String?, repeatCount: Int, shape: [Int]) {
        self.index = index
        self.name = name
        self.format = format
        self.unit = unit
        self.repeatCount = repeatCount
        self.shape = shape
    }
}
