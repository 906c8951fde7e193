// SPDX-License-Identifier: Apache-2.0

/// One spectrum in all the forms in which a service offers it.
public struct SSASpectrum: Sendable, Hashable {
    /// The form to fetch: VOTable before FITS table before FITS image before text.
    public var best: SSARecord
    /// The others, in the order of the answer.
    public var others: [SSARecord]
}

extension SSASpectrum {
    /// Groups rows that are one dataset in several formats: by CreatorDID, else by PublisherDID; the order of first appearance is kept.
    ///
    /// Two rows in the same format are two spectra, whatever their CreatorDID says: some services give all rows the same one. Previews,
    /// web pages and rows without an address are forms of a spectrum but never the best one; alone they are left out.
    public static func grouped(_ records: [SSARecord]) -> [SSASpectrum] {
        let byCreator = groups(records) { $0.creatorDID.map { "c" + $0 } ?? $0.publisherDID.map { "p" + $0 } }
        let whole = byCreator.flatMap { group in
            repeatsFormat(group) ? groups(group) { $0.publisherDID } : [group]
        }
        let single = whole.flatMap { group in repeatsFormat(group) ? group.map { [$0] } : [group] }
        return single.compactMap { group in
            let ranked = group.enumerated().filter { isSpectrum($0.element) }
            guard let best = ranked.min(by: { rank($0.element, $0.offset) < rank($1.element, $1.offset) }) else {
                return nil
            }
            return SSASpectrum(
                best: best.element, others: group.enumerated().filter { $0.offset != best.offset }.map(\.element))
        }
    }

    private static func rank(_ record: SSARecord, _ offset: Int) -> (Int, Int) {
        ((record.format?.kind ?? .unknown).rawValue, offset)
    }

    private static func isSpectrum(_ record: SSARecord) -> Bool {
        let kind = record.format?.kind
        return record.accessURL != nil && kind != .preview && kind != .page
    }

    private static func repeatsFormat(_ group: [SSARecord]) -> Bool {
        var seen: Set<MediaType> = []
        return group.contains { isSpectrum($0) && !seen.insert($0.format ?? MediaType("")).inserted }
    }

    private static func groups(_ records: [SSARecord], _ key: (SSARecord) -> String?) -> [[SSARecord]] {
        var places: [String: Int] = [:]
        var result: [[SSARecord]] = []
        for record in records {
            guard let key = key(record) else {
                result.append([record])
                continue
            }
            if let place = places[key] {
                result[place].append(record)
            } else {
                places[key] = result.count
                result.append([record])
            }
        }
        return result
    }
}
