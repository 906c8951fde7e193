// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The index entries of one transaction, written at its end as one sorted segment.
///
/// Positions, names and hashes come in random order. An ordinary index of ten million of them has a page for every hundred
/// entries, and a transaction of a thousand rows changes a thousand pages: the disk writes forty times what was said. Here
/// entries are sorted within the transaction and appended behind those of earlier transactions, the segment's number being the
/// first column of the key; a search asks each segment in turn. When ``IndexBatch/fanOut`` segments of a size have
/// gathered, they are merged into one (``IndexMerge``), so each entry is written a few times in all, always in order
/// (O'Neil et al. 1996, doi:10.1007/s002360050048). Rows and entries are of one transaction: a search misses nothing while
/// others load, and a kill leaves no half.
struct IndexBatch {
    static let fanOut = 16

    struct Position {
        var zone: Int
        var ra: Double
        var dec: Double
        var waveLow: Double?
        var waveHigh: Double?
        var spectrum: Int64
    }

    struct Key {
        var hash: Int64
        var row: Int64
    }

    private(set) var positions: [Position] = []
    private(set) var names: [Key] = []
    private(set) var originals: [Key] = []
    /// Entries that are looked for before the segment is written.
    private var unwritten: [Int64: [Int64]] = [:]

    var count: Int { max(positions.count, names.count, originals.count) }

    mutating func add(_ entry: CatalogueEntry, nameHash: Int64, band: ClosedRange<Double>?, id: Int64) {
        if let ra = entry.ra, let dec = entry.dec, let zone = Catalogue.zone(ofDeclination: dec) {
            positions.append(
                Position(
                    zone: zone, ra: ra, dec: dec, waveLow: band?.lowerBound, waveHigh: band?.upperBound, spectrum: id))
        }
        names.append(Key(hash: nameHash, row: id))
        if let object = entry.object {
            let hash = IndexKey.name(object)
            if hash != nameHash { names.append(Key(hash: hash, row: id)) }
        }
        if let key = entry.observationKey {
            let hash = IndexKey.observation(key)
            names.append(Key(hash: hash, row: id))
            unwritten[hash, default: []].append(id)
        }
    }

    mutating func add(original digest: Digest, id: Int64) {
        let hash = IndexKey.original(digest)
        originals.append(Key(hash: hash, row: id))
        unwritten[hash, default: []].append(id)
    }

    /// The id of an original, in this batch or in the catalogue.
    func original(_ digest: Digest, in database: Database) throws -> Int64? {
        let hash = IndexKey.original(digest)
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM original WHERE id = ? AND hash = ?")
        for id in unwritten[hash] ?? [] where try Row.fetchOne(statement, arguments: [id, digest.data]) != nil {
            return id
        }
        return try Self.storedOriginal(digest, in: database)
    }

    static func storedOriginal(_ digest: Digest, in database: Database) throws -> Int64? {
        let find = try database.cachedStatement(
            sql: """
                SELECT original.id FROM segment
                    CROSS JOIN original_index ON original_index.segment = segment.id AND original_index.hash = ?
                    CROSS JOIN original ON original.id = original_index.original
                WHERE original.hash = ? LIMIT 1
                """)
        return try Int64.fetchOne(find, arguments: [IndexKey.original(digest), digest.data])
    }

    /// Spectra that may have an ``ObservationKey``, in this batch and in the catalogue, by rising id.
    func spectra(observation key: String, in database: Database) throws -> [Int64] {
        let hash = IndexKey.observation(key)
        let find = try database.cachedStatement(sql: Self.spectraByHash)
        return (try Int64.fetchAll(find, arguments: [hash]) + (unwritten[hash] ?? [])).sorted()
    }

    /// Spectra by a hash that is to be bound, in no order.
    static let spectraByHash = """
        SELECT name_index.spectrum FROM segment
            CROSS JOIN name_index ON name_index.segment = segment.id AND name_index.hash = ?
        """
}
