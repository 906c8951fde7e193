// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra

/// Finds spectra of one observation that came in two formats, and chooses the one to prefer.
///
/// Two rows of one collection are twins if they come from different originals, have equal ``ObservationKey``, and agree in
/// - wavelength range: intersection over union at least 0.9;
/// - time, where both know it to better than a day: within 2 s; needed unless the key is the survey's own number;
/// - position, where both have one: within 5″;
/// - instrument, where both name one.
///
/// Of twins the preferred one has errors, then a flux unit, then more points, then came first. None is ever removed; the
/// others point to it. One original takes part with its first spectrum of each key only, so that the single exposures in
/// a file are not taken for its co-added spectrum.
struct ObservationTwins {
    /// What is compared.
    struct Candidate {
        var id: Int64
        var twinOf: Int64?
        var original: Int64
        var entry: Facts
    }

    struct Facts {
        var time: Double?
        var ra: Double?
        var dec: Double?
        var range: ClosedRange<Double>?
        var instrument: String?
        var quality: (hasError: Bool, hasUnit: Bool, points: Int)
    }

    let collection: Int64

    /// Compares rows just inserted with those before, and marks all but the preferred one of each group.
    ///
    /// - Returns: how many rows were found to be twins of another.
    func mark(_ entries: [CatalogueEntry], ids: [Int64], original: Int64, index: IndexBatch, in database: Database)
        throws -> Int
    {
        var found = 0
        var seen = Set<String>()
        for (entry, id) in zip(entries, ids) {
            guard let key = entry.observationKey, seen.insert(key).inserted else { continue }
            let facts = Facts(entry)
            let isNumber = !key.hasPrefix("object:")
            let candidates = try fetch(key: key, besides: original, index: index, in: database)
            guard let twin = candidates.first(where: { Self.agree($0.entry, facts, numbered: isNumber) }) else {
                continue
            }
            found += 1
            let head = twin.twinOf.flatMap { head in candidates.first { $0.id == head } } ?? twin
            if facts.isBetter(than: head.entry) {
                let twins = ([head.id] + candidates.filter { $0.twinOf == head.id }.map(\.id)).map(String.init)
                    .joined(separator: ",")
                try database.execute(
                    sql: "UPDATE spectrum SET twin_of = ? WHERE id IN (\(twins))", arguments: [id])
            } else {
                try database.execute(
                    sql: "UPDATE spectrum SET twin_of = ? WHERE id = ?", arguments: [head.id, id])
            }
        }
        return found
    }

    private func fetch(
        key: String, besides original: Int64, index: IndexBatch, in database: Database
    ) throws -> [Candidate] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, twin_of, original, date, mjd, ra, dec, wave_min, wave_max, wave_unit, instrument, has_error,
                    flux_unit, n_points
                FROM spectrum WHERE id = ? AND observation_key = ? AND collection = ? AND original <> ?
                """)
        var candidates: [Candidate] = []
        for id in try index.spectra(observation: key, in: database) where candidates.count < 200 {
            guard let row = try Row.fetchOne(statement, arguments: [id, key, collection, original]) else { continue }
            candidates.append(
                Candidate(id: id, twinOf: row["twin_of"], original: row["original"], entry: Facts(row)))
        }
        return candidates
    }

    static func agree(_ one: Facts, _ other: Facts, numbered: Bool) -> Bool {
        guard let range = one.range, let second = other.range else { return false }
        let shared = min(range.upperBound, second.upperBound) - max(range.lowerBound, second.lowerBound)
        let union = max(range.upperBound, second.upperBound) - min(range.lowerBound, second.lowerBound)
        guard shared >= 0.9 * union else { return false }
        if let time = one.time, let second = other.time {
            guard abs(time - second) * 86_400 <= 2 else { return false }
        } else if !numbered {
            return false
        }
        if let separation = one.separation(from: other), separation > 5 / 3600.0 { return false }
        if let name = one.instrument, let second = other.instrument {
            return name.contains(second) || second.contains(name)
        }
        return true
    }
}

extension ObservationTwins.Facts {
    init(_ entry: CatalogueEntry) {
        time = ObservationTime.mjd(date: entry.date, mjd: entry.mjd)
        ra = entry.ra
        dec = entry.dec
        range = Self.range(entry.waveMin, entry.waveMax, unit: entry.waveUnit)
        instrument = entry.instrument?.lowercased()
        quality = (entry.hasError, !entry.fluxUnit.isEmpty, entry.pointCount)
    }

    init(_ row: GRDB.Row) {
        time = ObservationTime.mjd(date: row["date"], mjd: row["mjd"])
        ra = row["ra"]
        dec = row["dec"]
        range = Self.range(row["wave_min"], row["wave_max"], unit: row["wave_unit"])
        instrument = (row["instrument"] as String?)?.lowercased()
        quality = (row["has_error"], row["flux_unit"] as String != "", row["n_points"])
    }

    /// Degrees; `nil` unless both have a position.
    func separation(from other: Self) -> Double? {
        guard let ra, let dec, let otherRA = other.ra, let otherDec = other.dec else { return nil }
        return Sky.separation(ra, dec, otherRA, otherDec)
    }

    func isBetter(than other: Self) -> Bool {
        if quality.hasError != other.quality.hasError { return quality.hasError }
        if quality.hasUnit != other.quality.hasUnit { return quality.hasUnit }
        return quality.points > other.quality.points
    }

    private static let metre = PhysicalUnit("m")

    /// In metres where the unit is a length; other units compare only with themselves.
    private static func range(_ low: Double?, _ high: Double?, unit: String) -> ClosedRange<Double>? {
        guard let low, let high, low < high else { return nil }
        let metres = Self.metre.flatMap { PhysicalUnit(unit)?.factor(to: $0) } ?? 1
        return low * metres...high * metres
    }
}
