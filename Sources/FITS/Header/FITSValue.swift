// SPDX-License-Identifier: Apache-2.0

/// The value of one header keyword (FITS 4.0 §4.2).
public enum FITSValue: Sendable, Hashable {
    case logical(Bool)
    case integer(Int)
    case real(Double)
    /// Without its quotes and trailing blanks; long strings (CONTINUE) are joined.
    case text(String)
}
