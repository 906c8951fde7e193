// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A direction in ICRS, in degrees.
public struct SkyPoint: Sendable, Hashable, Codable {
    public var rightAscension: Double
    public var declination: Double

    /// `nil` for numbers that are no position; the right ascension is brought into 0 ..< 360.
    public init?(_ rightAscension: Double, _ declination: Double) {
        guard rightAscension.isFinite, abs(rightAscension) <= 720, abs(declination) <= 90 else { return nil }
        let turned = rightAscension.truncatingRemainder(dividingBy: 360)
        self.rightAscension = turned < 0 ? turned + 360 : turned
        self.declination = declination
    }

    /// Reads "83.6,22.0", "83.6 22.0" (degrees) and "05:34:32 +22:00:52", "05 34 32 +22 00 52", "5h34m32s +22d00m52s" (hours and
    /// degrees).
    public init?(_ text: String) {
        let words = text.split { $0 == "," || $0.isWhitespace || $0 == ";" }.map(String.init)
        let pieces: [[String]]
        switch words.count {
        case 2: pieces = words.map { word in word.split { ":hmsd°'\"".contains($0) }.map(String.init) }
        case 6: pieces = [Array(words[..<3]), Array(words[3...])]
        default: return nil
        }
        guard let first = Self.sexagesimal(pieces[0]), let second = Self.sexagesimal(pieces[1]) else { return nil }
        let isHours = pieces[0].count > 1 || words[0].contains("h")
        self.init(isHours ? first * 15 : first, second)
    }

    /// "-05 30 00" as -5.5.
    static func sexagesimal(_ pieces: [String]) -> Double? {
        guard (1...3).contains(pieces.count) else { return nil }
        let numbers = pieces.compactMap { Double($0) }
        guard numbers.count == pieces.count, numbers.allSatisfy(\.isFinite), numbers.dropFirst().allSatisfy({ $0 >= 0 })
        else { return nil }
        let size = numbers.enumerated().reduce(0) { $0 + abs($1.element) / pow(60, Double($1.offset)) }
        return pieces[0].hasPrefix("-") ? -size : size
    }

    /// The angle to another direction in degrees (Vincenty's formula, good at any distance).
    public func distance(to other: SkyPoint) -> Double {
        let radian = Double.pi / 180
        let difference = (other.rightAscension - rightAscension) * radian
        let (sin1, cos1) = (sin(declination * radian), cos(declination * radian))
        let (sin2, cos2) = (sin(other.declination * radian), cos(other.declination * radian))
        let y1 = cos2 * sin(difference)
        let y2 = cos1 * sin2 - sin1 * cos2 * cos(difference)
        let x = sin1 * sin2 + cos1 * cos2 * cos(difference)
        return atan2((y1 * y1 + y2 * y2).squareRoot(), x) / radian
    }

    /// The direction `distance` degrees away at the position angle `angle` (degrees, from north through east).
    func moved(by distance: Double, towards angle: Double) -> SkyPoint {
        let radian = Double.pi / 180
        let (d, a) = (distance * radian, angle * radian)
        let (sinDec, cosDec) = (sin(declination * radian), cos(declination * radian))
        let newSin = max(-1, min(1, sinDec * cos(d) + cosDec * sin(d) * cos(a)))
        let shift = atan2(sin(a) * sin(d) * cosDec, cos(d) - sinDec * newSin)
        return SkyPoint(rightAscension + shift / radian, asin(newSin) / radian) ?? self
    }
}
