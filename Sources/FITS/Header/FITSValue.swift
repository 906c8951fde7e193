// SPDX-License-Identifier: Apache-2.0

/// The value of one header keyword (FITS 4.0 §4.2).
public enum FITSValue: Sendable, Hashable {
    /// T or F.
    case logical(Bool)
    /// Written without a point or exponent, within 64 bits.
    case integer(Int)
    /// Written with a point or exponent, also a "D" one, or too large for ``integer(_:)``.
    case real(Double)
    /// Without its quotes and trailing blanks; long strings (CONTINUE) are joined.
    case text(String)
}
