// SPDX-License-Identifier: Apache-2.0

extension SpectralAxis {
    /// The unit that wavelengths of such values are most likely in; `nil` if no guess is better than another.
    ///
    /// Templates and tables without units are in ångström (900…60 000), nanometre (90…900 at the short end) or
    /// micrometre (up to 30).
    static func likelyUnit(from first: Double, to last: Double) -> String? {
        guard first > 0, last > first, last.isFinite else { return nil }
        if first >= 900 && last <= 300_000 { return "Angstrom" }
        if first >= 90 && first < 900 && last > 300 {
            // 91…30 000 as of the MK and CALSPEC templates is ångström, 300…1100 nanometre.
            return last > 2600 ? "Angstrom" : "nm"
        }
        if first >= 0.09 && last <= 1000 && first < 60 { return "um" }
        return nil
    }
}

extension PhysicalUnit {
    /// The usual name of a unit of a spectral axis: "Angstrom" also for 0.1 nm.
    var axisSpelling: String {
        if isLogarithmic, spelling.hasPrefix("log("), spelling.hasSuffix(")") {
            return String(spelling.dropFirst(4).dropLast())
        }
        for name in ["Angstrom", "nm", "um", "mm", "m"] where spelling != name {
            if let known = PhysicalUnit(name), let factor = factor(to: known), abs(factor - 1) < 1e-12 { return name }
        }
        return spelling
    }
}
