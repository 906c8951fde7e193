// SPDX-License-Identifier: Apache-2.0

/// The value of one cell or parameter.
public enum VOTableValue: Sendable, Hashable {
    /// No value, whatever the datatype.
    case null
    /// boolean and bit.
    case boolean(Bool)
    /// unsignedByte, short, int and long; a declared null value is ``null`` instead.
    case integer(Int64)
    /// float and double; may be NaN.
    case real(Double)
    /// char and unicodeChar: a string, or one character.
    case text(String)
    /// Real and imaginary part.
    case complex(Double, Double)
    /// Element by element; `nil` for one that is unknown.
    case booleans([Bool?])
    /// Element by element; `nil` for one that has the declared null value.
    case integers([Int64?])
    /// A missing element is NaN. An array of complex numbers is real part, imaginary part, real part, …
    case reals([Double])
    /// An array of strings, as a two-dimensional char array holds it.
    case texts([String])
}
