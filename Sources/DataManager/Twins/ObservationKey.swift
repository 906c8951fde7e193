// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// What two files of one observation have in common, whatever their format.
///
/// By preference the survey's own number (SDSS plate, MJD and fibre; LAMOST obsid; an IVOA publisher identifier), else the
/// object's name and the night. Equal keys make candidates only: ``ObservationTwins`` compares the rest. Spectra without
/// any of this have no key and are never taken for twins.
struct ObservationKey: Hashable, Sendable {
    /// "sdss:412-51871-308", "object:hd12345@56789".
    let text: String

    init?(of spectrum: Spectrum) {
        let facts = Dictionary(
            spectrum.metadata.map { ($0.key.uppercased(), $0.value.trimmingCharacters(in: .whitespaces)) },
            uniquingKeysWith: { first, _ in first })
        func number(_ names: String...) -> Int? {
            names.lazy.compactMap { facts[$0].flatMap(Double.init).flatMap(Int.init(exactly:)) }.first
        }
        if let plate = number("PLATEID", "PLATE"), let mjd = number("MJD"), let fiber = number("FIBERID", "FIBER") {
            text = "sdss:\(plate)-\(mjd)-\(fiber)"
        } else if let key = Self.sdssName(spectrum.identifier) {
            text = key
        } else if spectrum.dialect.hasPrefix("lamost"), let obsid = number("OBSID"), obsid > 0 {
            text = "lamost:\(obsid)"
        } else if let did = facts["DS_IDPUB"] ?? facts["PUBDID"] ?? facts["PUBLISHERDID"], did.contains(":") {
            text = "ivo:" + did.lowercased()
        } else if let name = Self.normalised(spectrum.target.name), let night = Self.night(of: spectrum) {
            text = "object:\(name)@\(night)"
        } else {
            return nil
        }
    }

    /// FNV-1a over the bytes of a key: what the catalogue's index holds, and so never to be changed.
    ///
    /// - SeeAlso: Fowler, Noll & Vo, RFC 9923.
    static func hash(_ key: String) -> Int64 {
        let hash = key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int64(bitPattern: hash)
    }

    /// "spec-0412-51871-0308" and "spSpec-51871-0412-308" are one observation.
    private static func sdssName(_ identifier: String) -> String? {
        let pieces = identifier.split(separator: "-")
        guard pieces.count == 4, let numbers = Optional(pieces.dropFirst().compactMap { Int($0) }), numbers.count == 3
        else { return nil }
        switch pieces[0].lowercased() {
        case "spec": return "sdss:\(numbers[0])-\(numbers[1])-\(numbers[2])"
        case "spspec": return "sdss:\(numbers[1])-\(numbers[0])-\(numbers[2])"
        default: return nil
        }
    }

    /// Lower case, letters and digits only; `nil` for what names no object.
    private static func normalised(_ name: String?) -> String? {
        let letters = (name ?? "").lowercased().filter { $0.isLetter || $0.isNumber || $0 == "+" || $0 == "-" }
        let anonymous = ["", "sky", "unknown", "none", "null", "object", "star", "target", "test", "spectrum", "-"]
        return anonymous.contains(letters) ? nil : letters
    }

    /// The modified Julian day, of times known better than to the day.
    private static func night(of spectrum: Spectrum) -> Int? {
        ObservationTime.mjd(date: spectrum.observation.date, mjd: spectrum.observation.mjd).map {
            Int($0.rounded(.down))
        }
    }
}

/// The time of an observation where it is known to better than a day.
enum ObservationTime {
    /// - Returns: modified Julian date in UTC, or `nil` if only the day or nothing is known.
    static func mjd(date: String?, mjd: Double?) -> Double? {
        if let mjd, (1...200_000).contains(mjd), mjd != mjd.rounded() { return mjd }
        guard let date, let separator = date.firstIndex(where: { $0 == "T" || $0 == " " }) else { return nil }
        let day = date[..<separator].split(separator: "-").compactMap { Int($0) }
        let time = date[date.index(after: separator)...].prefix { $0.isNumber || $0 == ":" || $0 == "." }
            .split(separator: ":").compactMap { Double($0) }
        guard day.count == 3, (2...3).contains(time.count), (1...9999).contains(day[0]) else { return nil }
        guard (1...12).contains(day[1]), (1...31).contains(day[2]) else { return nil }
        let seconds = time[0] * 3600 + time[1] * 60 + (time.count == 3 ? time[2] : 0)
        let value = Double(julianDay(year: day[0], month: day[1], day: day[2])) - 2_400_001 + seconds / 86_400
        return (1...200_000).contains(value) ? value : nil
    }

    /// Fliegel & Van Flandern 1968, doi:10.1145/364096.364097, for the Gregorian calendar; the day that begins at noon.
    private static func julianDay(year: Int, month: Int, day: Int) -> Int {
        let shift = (month - 14) / 12
        return 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12
            - 3 * ((year + 4900 + shift) / 100) / 4 + day - 32_075
    }
}
