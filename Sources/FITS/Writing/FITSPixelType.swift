// SPDX-License-Identifier: Apache-2.0

/// How pixels are stored (BITPIX, FITS 4.0 table 8).
public enum FITSPixelType: Int, Sendable, Hashable, CaseIterable {
    case byte = 8
    case int16 = 16
    case int32 = 32
    case int64 = 64
    case float = -32
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
