// SPDX-License-Identifier: Apache-2.0

internal import FITS
import Foundation

/// A position as archives write it, brought to degrees and equinox J2000.
struct SkyPosition: Sendable, Hashable {
    /// Right ascension and declination in degrees.
    let ra: Double
    let dec: Double
    /// What was done to the written values, if anything.
    private(set) var note: String?

    /// Numbers are degrees; text in sexagesimal form is hours and degrees ("04 35 55.2", "-01:10:17").
    ///
    /// A position of another equinox is precessed to J2000 (Capitaine et al. 2003, doi:10.1051/0004-6361:20031539; no
    /// proper motion). Values outside of 0…360 and ±90 give `nil`, as do the nulls that archives use (0, 0 is kept).
    init?(ra: FITSValue, dec: FITSValue, equinox: Double) {
        guard let (raValue, hours) = Self.angle(ra), let (decValue, _) = Self.angle(dec) else { return nil }
        let degrees = hours ? raValue * 15 : raValue
        guard degrees >= 0, degrees <= 360, abs(decValue) <= 90 else { return nil }
        // Equinoxes before 1800 and after 2100 are nulls or typing errors.
        guard (1800..<2100).contains(equinox), abs(equinox - 2000) > 1e-6 else {
            self.init(ra: degrees == 360 ? 0 : degrees, dec: decValue, note: nil)
            return
        }
        let (newRA, newDec) = Self.precess(ra: degrees, dec: decValue, from: equinox)
        self.init(ra: newRA, dec: newDec, note: "The position is of equinox \(equinox); it was precessed to J2000.")
    }

    /// A position in radians, as telescopes of ESO wrote it.
    ///
    /// Only the comment of the card tells: it repeats the right ascension in sexagesimal form ("Mean RA  00 57 13.0").
    init?(radians ra: FITSValue, _ dec: FITSValue, comment: @autoclosure () -> String?, equinox: Double) {
        guard case .real(let raValue) = ra, case .real(let decValue) = dec, (0...2 * Double.pi).contains(raValue),
            abs(decValue) <= .pi / 2, let comment = comment(),
            let digit = comment.firstIndex(where: { $0.isASCII && $0.isNumber }),
            let hours = Self.sexagesimal(String(comment[digit...])), abs(raValue * 12 / .pi - hours) < 0.01
        else { return nil }
        self.init(ra: .real(raValue * 180 / .pi), dec: .real(decValue * 180 / .pi), equinox: equinox)
        note = "The position is in radians, as the comment of RA shows." + (note.map { " " + $0 } ?? "")
    }

    private init(ra: Double, dec: Double, note: String?) {
        self.ra = ra
        self.dec = dec
        self.note = note
    }

    /// The value, and whether it was sexagesimal.
    private static func angle(_ value: FITSValue) -> (Double, Bool)? {
        switch value {
        case .integer(let value): return (Double(value), false)
        case .real(let value): return value.isFinite ? (value, false) : nil
        case .logical: return nil
        case .text(let text):
            let trimmed = text.trimmingCharacters(in: .whitespaces)
            if let number = Double(trimmed) { return number.isFinite ? (number, false) : nil }
            return sexagesimal(trimmed).map { ($0, true) }
        }
    }

    /// "04 35 55.2", "-01:10:17", "4h35m55s" as units with a fraction; `nil` for anything else.
    static func sexagesimal(_ text: String) -> Double? {
        let fields = text.split { " :hmsd'\"°\t".contains($0) }
        guard (2...3).contains(fields.count) else { return nil }
        let values = fields.compactMap { Double($0) }
        guard values.count == fields.count, values.allSatisfy(\.isFinite),
            values.dropFirst().allSatisfy({ (0...60).contains($0) })
        else { return nil }
        let size = abs(values[0]) + values[1] / 60 + (values.count > 2 ? values[2] / 3600 : 0)
        return text.hasPrefix("-") ? -size : size
    }

    /// Rigorous precession from a Julian epoch to J2000, angles in degrees.
    static func precess(ra: Double, dec: Double, from equinox: Double) -> (ra: Double, dec: Double) {
        // The angles lead from J2000 to the equinox, so the rotation is applied backwards.
        let t = (equinox - 2000) / 100
        let arcsecond = Double.pi / 648_000
        let zeta = (2.650545 + (2306.083227 + (0.2988499 + 0.01801828 * t) * t) * t) * arcsecond
        let z = (-2.650545 + (2306.077181 + (1.0927348 + 0.01826837 * t) * t) * t) * arcsecond
        let theta = (2004.191903 + (-0.4294934 - 0.04182264 * t) * t) * t * arcsecond
        let a = ra * .pi / 180 - z
        let d = dec * .pi / 180
        let x = cos(d) * cos(a)
        let y = cos(d) * sin(a)
        let s = sin(d)
        let newX = cos(theta) * x + sin(theta) * s
        let newS = -sin(theta) * x + cos(theta) * s
        let newRA = (atan2(y, newX) - zeta) * 180 / .pi
        let newDec = atan2(newS, (newX * newX + y * y).squareRoot()) * 180 / .pi
        let turned = newRA.truncatingRemainder(dividingBy: 360)
        return (turned < 0 ? turned + 360 : turned, newDec)
    }
}
