// SPDX-License-Identifier: Apache-2.0

/// How pixels are stored (BITPIX, FITS 4.0 table 8).
public enum FITSPixelType: Int, Sendable, Hashable, CaseIterable {
    /// Unsigned, 0 to 255.
    case byte = 8
    /// Signed, 2 bytes.
    case int16 = 16
    /// Signed, 4 bytes.
    case int32 = 32
    /// Signed, 8 bytes.
    case int64 = 64
    /// IEEE 754, 4 bytes; holds NaN.
    case float = -32
    /// IEEE 754, 8 bytes; holds NaN.
    case double = -64

    var element: ElementType {
        switch self {
        case .byte: .byte
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .float: .float
        case .double: .double
        }
    }
}
