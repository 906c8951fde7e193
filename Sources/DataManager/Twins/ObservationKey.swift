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
        var facts: [String: String] = [:]
        for (key, value) in spectrum.metadata {
            let name = key.uppercased()
            guard Self.keywords.contains(name), facts[name] == nil else { continue }
            facts[name] = value.trimmingCharacters(in: .whitespaces)
        }
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

    private static let keywords: Set = [
        "PLATEID", "PLATE", "MJD", "FIBERID", "FIBER", "OBSID", "DS_IDPUB", "PUBDID", "PUBLISHERDID",
    ]

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
