// SPDX-License-Identifier: Apache-2.0

/// A column of a binary table to be written (FITS 4.0 §7.3).
public struct FITSColumnDefinition: Sendable, Hashable {
    /// What the column holds (TFORM letter).
    public enum ElementType: String, Sendable, Hashable, CaseIterable {
        /// True or false, 1 byte.
        case logical = "L"
        /// 0 to 255, 1 byte.
        case byte = "B"
        /// Signed, 2 bytes.
        case int16 = "I"
        /// Signed, 4 bytes.
        case int32 = "J"
        /// Signed, 8 bytes.
        case int64 = "K"
        /// ASCII, as many bytes as ``FITSColumnDefinition/count``, padded with blanks.
        case text = "A"
        /// IEEE 754, 4 bytes; NaN is a missing value.
        case float = "E"
        /// IEEE 754, 8 bytes; NaN is a missing value.
        case double = "D"
    }

    /// TTYPE: letters, digits and underscores are safe everywhere; readers ignore the case.
    public var name: String
    /// What each element is stored as.
    public var type: ElementType
    /// Elements in a row; for text the bytes of the longest.
    public var count: Int
    /// As FITS spells it: "Angstrom", "10**(-17) erg/s/cm**2/Angstrom".
    public var unit: String?
    /// Axes of an array, the fastest first (TDIM); their product is ``count``. Empty for a plain vector.
    public var shape: [Int]
    /// The integer that stands for a missing value (TNULL).
    public var null: Int?
    /// What the column means (TCOMM, as STILTS and TOPCAT write and read it).
    public var comment: String?
    /// Unified content descriptor (TUCD, as STILTS and TOPCAT write and read it).
    public var ucd: String?

    public init(
        _ name: String, _ type: ElementType, count: Int = 1, unit: String? = nil, shape: [Int] = [], null: Int? = nil,
        comment: String? = nil, ucd: String? = nil
    ) {
        self.name = name
        self.type = type
        self.count = count
        self.unit = unit
        self.shape = shape
        self.null = null
        self.comment = comment
        self.ucd = ucd
    }
}

/// Values for one column of a binary table.
public enum FITSColumnValues: Sendable {
    /// For ``FITSColumnDefinition/ElementType/logical``.
    case logicals([Bool])
    /// For integer columns; a number beyond the column's type throws.
    case integers([Int])
    /// As ``integers(_:)``; `nil` is written as the column's ``FITSColumnDefinition/null``.
    case nullableIntegers([Int?])
    /// For float and double columns.
    case floats([Float])
    /// For float and double columns.
    case doubles([Double])
    /// For text columns. Not ASCII: without its accents, else "?". Longer than the column: throws.
    case texts([String])

    var count: Int {
        switch self {
        case .logicals(let values): values.count
        case .integers(let values): values.count
        case .nullableIntegers(let values): values.count
        case .floats(let values): values.count
        case .doubles(let values): values.count
        case .texts(let values): values.count
        }
    }
}
