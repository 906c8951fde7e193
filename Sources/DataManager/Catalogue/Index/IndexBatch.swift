// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The index entries of one transaction, written at its end as one sorted segment.
///
/// Positions, names and hashes come in random order. An ordinary index of ten million of them has a page for every hundred
/// entries, and a transaction of a thousand rows changes a thousand pages: the disk writes forty times what was said. Here
/// entries are sorted within the transaction and appended, packed into pages (``SegmentTable``), behind those of earlier
/// transactions; a search asks each segment in turn. When ``IndexMerge/fanOut`` segments of a size have gathered, they are
/// merged into one, so each entry is written a few times in all, always in order (O'Neil et al. 1996,
/// doi:10.1007/s002360050048). Rows and entries are of one transaction: a search misses nothing while others load, and a kill
/// leaves no half.
struct IndexBatch {
    /// What is indexed of a spectrum.
    struct Facts {
        var identifier: String
        var object: String?
        var observationKey: String?
        var ra: Double?
        var dec: Double?
        /// Metres.
        var band: ClosedRange<Double>?
    }

    let filters: FilterCache
    private(set) var positions: [PositionEntry] = []
    private(set) var identifiers: [HashEntry] = []
    /// Objects and observations.
    private(set) var otherNames: [HashEntry] = []
    private(set) var originals: [HashEntry] = []
    /// Entries that are looked for before the segment is written.
    private let unwritten = UnwrittenRows()

    init(filters: FilterCache = FilterCache()) {
        self.filters = filters
    }

    mutating func add(_ spectrum: Facts, id: Int64) {
        if let ra = spectrum.ra, let dec = spectrum.dec,
            let position = PositionEntry(ra: ra, dec: dec, band: spectrum.band, row: id)
        {
            positions.append(position)
        }
        identifiers.append(HashEntry(key: IndexKey.name(spectrum.identifier), row: id))
        if let object = spectrum.object {
            otherNames.append(HashEntry(key: IndexKey.object(object), row: id))
        }
        if let key = spectrum.observationKey {
            let key = IndexKey.observation(key)
            otherNames.append(HashEntry(key: key, row: id))
            unwritten.add(key, id)
        }
    }

    mutating func add(original digest: Digest, id: Int64) {
        let key = IndexKey.original(digest)
        originals.append(HashEntry(key: key, row: id))
        unwritten.add(key, id)
    }

    /// The id of an original, in this batch or in the catalogue.
    func original(_ digest: Digest, in database: Database) throws -> Int64? {
        let mine = unwritten.rows(IndexKey.original(digest))
        return try Catalogue.original(digest, among: mine, in: database)
            ?? Catalogue.original(digest, filters: filters, in: database)
    }

    /// Spectra that may have an ``ObservationKey``, in this batch and in the catalogue, by rising id.
    func spectra(observation key: String, in database: Database) throws -> [Int64] {
        let key = IndexKey.observation(key)
        return try SegmentTable.names.rows(key, filters: filters, in: database) + unwritten.rows(key)
    }
}

/// Rows by key; nearly every key has one. Keys are put in order when the first is asked for.
private final class UnwrittenRows {
    private var added: [(key: Int64, row: Int64)] = []
    private var first: [Int64: Int64] = [:]
    private var others: [Int64: [Int64]] = [:]

    func add(_ key: Int64, _ row: Int64) { added.append((key, row)) }

    func rows(_ key: Int64) -> [Int64] {
        for (key, row) in added {
            if first[key] == nil { first[key] = row } else { others[key, default: []].append(row) }
        }
        added.removeAll(keepingCapacity: true)
        guard let row = first[key] else { return [] }
        return [row] + (others[key] ?? [])
    }
}
