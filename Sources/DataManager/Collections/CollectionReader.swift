// SPDX-License-Identifier: Apache-2.0

import GRDB
public import Spectra

/// A spectrum read again from its original, with its catalogue row.
public struct StoredSpectrum: Sendable {
    public var entry: CatalogueEntry
    /// As the dialect reads it, but with the label, subclass and group of the catalogue.
    public var spectrum: Spectrum

    public init(entry: CatalogueEntry, spectrum: Spectrum) {
        self.entry = entry
        self.spectrum = spectrum
    }
}

/// Reads the spectra of a collection back, a part at a time, in catalogue order.
///
/// Parts and their bounds come from the collection alone (design §6), and are fixed when the reader is made: spectra
/// ingested later are not seen. A part never splits an original, so that each file is read once. May be used from many threads.
///
/// ```swift
/// let reader = try collection.reader()
/// for part in 0..<reader.partCount { let spectra = try reader.spectra(part: part) }
/// ```
public struct CollectionReader: Sendable {
    /// Spectra in all parts together.
    public let count: Int
    public var partCount: Int { parts.count }
    /// The same for the same spectra with the same labels and groups, in 64 hexadecimal digits.
    public let fingerprint: String
    let collection: SpectrumCollection
    let filter: String
    let parts: [ClosedRange<Int64>]

    /// The catalogue rows of a part, in order.
    ///
    /// - Parameter part: 0 ..< ``partCount``.
    public func entries(part: Int) throws -> [CatalogueEntry] {
        let ids = parts[part]
        return try collection.catalogue.read { database in
            try Row.fetchAll(
                database,
                sql: CatalogueEntry.selection + " WHERE spectrum.id BETWEEN ? AND ? AND \(filter) ORDER BY spectrum.id",
                arguments: [ids.lowerBound, ids.upperBound, collection.id]
            ).map { CatalogueEntry($0) }
        }
    }

    /// The spectra of a part, in order, read from their originals.
    ///
    /// - Parameter part: 0 ..< ``partCount``.
    /// - Throws: ``DataError``, `SpectrumError`
    public func spectra(part: Int) throws -> [StoredSpectrum] {
        var open: (hash: String, spectra: [Place: Spectrum])?
        return try entries(part: part).map { entry in
            let spectra: [Place: Spectrum]
            if let open, open.hash == entry.original {
                spectra = open.spectra
            } else {
                spectra = try collection.home.spectra(inOriginal: entry.original, name: entry.file)
                open = (entry.original, spectra)
            }
            guard var spectrum = spectra[Place(part: entry.part, row: entry.row)] else {
                throw DataError.spectrumMissing(name: entry.file, part: entry.part, row: entry.row)
            }
            if let fill = entry.filled { fill.fill(&spectrum) }
            spectrum.label = entry.label
            spectrum.subclass = entry.subclass
            spectrum.group = entry.group
            return StoredSpectrum(entry: entry, spectrum: spectrum)
        }
    }
}

/// Where in an original a spectrum stands.
struct Place: Hashable {
    var part: Int
    var row: Int
}

extension Home {
    /// All spectra of an original by their place.
    func spectra(inOriginal hash: String, name: String) throws -> [Place: Spectrum] {
        let spectra = try reader(originals.bytes(of: hash, name: name), name)
        return Dictionary(
            spectra.map { (Place(part: $0.source.part, row: $0.source.row), $0) },
            uniquingKeysWith: { first, _ in first })
    }
}
