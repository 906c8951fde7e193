// SPDX-License-Identifier: Apache-2.0

import GRDB

extension SpectrumCollection {
    /// A reader of the spectra that are here now.
    ///
    /// - Parameters:
    ///   - partSize: spectra in a part, at least; a part ends with an original.
    ///   - includingTwins: whether spectra that have a preferred twin come too; by default each observation comes once.
    /// - Complexity: one pass over the collection's index.
    public func reader(partSize: Int = 256, includingTwins: Bool = false) throws -> CollectionReader {
        precondition(partSize > 0, "a part has at least one spectrum")
        let filter = "spectrum.collection = ?" + (includingTwins ? "" : " AND spectrum.twin_of IS NULL")
        return try catalogue.read { database in
            var parts: [ClosedRange<Int64>] = []
            var (count, inPart, lastOriginal) = (0, 0, Int64(-1))
            var fingerprint = ContentHash()
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT id, original, label, subclass, object_group FROM spectrum WHERE \(filter) ORDER BY id",
                arguments: [id])
            while let row = try rows.next() {
                let (spectrum, original): (Int64, Int64) = (row[0], row[1])
                if parts.isEmpty || (inPart >= partSize && original != lastOriginal) {
                    parts.append(spectrum...spectrum)
                    inPart = 0
                } else {
                    parts[parts.count - 1] = parts[parts.count - 1].lowerBound...spectrum
                }
                count += 1
                inPart += 1
                lastOriginal = original
                let texts = (2...4).map { row[$0] as String? ?? "" }
                fingerprint.update("\(spectrum) \(texts)\n")
            }
            return CollectionReader(
                count: count, fingerprint: fingerprint.finish().description, collection: self, filter: filter,
                parts: parts)
        }
    }

    /// One spectrum by its catalogue id, or `nil` if the collection has none of that id.
    ///
    /// - Throws: ``DataError``, `SpectrumError`
    public func spectrum(id spectrum: Int64) throws -> StoredSpectrum? {
        let filter = "spectrum.collection = ?"
        let reader = CollectionReader(
            count: 1, fingerprint: "", collection: self, filter: filter, parts: [spectrum...spectrum])
        return try reader.spectra(part: 0).first
    }
}
