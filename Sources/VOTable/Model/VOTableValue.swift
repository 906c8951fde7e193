// SPDX-License-Identifier: Apache-2.0

/// The value of one cell or parameter.
public enum VOTableValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    /// Real and imaginary part.
    case complex(Double, Double)
    case booleans([Bool?])
    case integers([Int64?])
    /// A missing element is NaN. An array of complex numbers is real part, imaginary part, real part, …
    case reals([Double])
    case texts([String])
}
