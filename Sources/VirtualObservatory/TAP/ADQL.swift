// SPDX-License-Identifier: Apache-2.0

/// Pieces of ADQL 2.0 that are safe whatever a user typed.
public enum ADQL {
    /// A text in quotes.
    public static func text(_ value: String) -> String { "'" + value.replacing("'", with: "''") + "'" }

    /// A number as ADQL writes it.
    static func number(_ value: Double) -> String { "\(value)" }

    /// `a` within a circle; both columns and circle in degrees, ICRS.
    static func isInside(_ circle: SkyCircle, _ ra: String, _ dec: String) -> String {
        "1 = CONTAINS(POINT('ICRS', \(ra), \(dec)), CIRCLE('ICRS', \(number(circle.centre.rightAscension)), "
            + "\(number(circle.centre.declination)), \(number(circle.radius))))"
    }

    /// Where two stretches, one of two columns and one given, have something in common.
    static func overlaps(_ range: NumberRange, _ lower: String, _ upper: String) -> [String] {
        (range.lower.map { ["\(upper) >= \(number($0))"] } ?? [])
            + (range.upper.map { ["\(lower) <= \(number($0))"] } ?? [])
    }
}
