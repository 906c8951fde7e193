// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation

/// Odd spectra that are odd in the same way: a kind of object, or an artefact of one night, plate or fibre.
///
/// Two spectra have a common pattern if what they differ in from their neighbours correlates; patterns are chains of such
/// pairs, of three spectra at least. A pattern is taken for an artefact if most of its spectra, of several objects, share
/// a circumstance of the observation that is rare in the dataset.
struct CommonPatterns: Sendable {
    /// One pattern.
    struct Pattern: Sendable {
        /// Rows of the dataset, the oddest first.
        var rows: [Int]
        /// What most of them share: "night 57012"; `nil` if nothing rare.
        var shared: String?
        /// How many do.
        var sharing: Int
        /// Whether the shared circumstance explains it better than the objects do.
        var isArtefact: Bool
    }

    let patterns: [Pattern]

    init(_ residuals: OutlierResiduals, rows: [DatasetRow], correlation: Double) {
        let groups = Self.groups(residuals.values.map(Self.standardised), above: correlation)
        let circumstances = rows.map(ObservingCircumstances.init)
        var counts: [String: Int] = [:]
        if !groups.isEmpty {
            for one in circumstances { for text in one.all { counts[text, default: 0] += 1 } }
        }
        patterns = groups.map { places in
            let members = places.map { residuals.rows[$0] }
            var shared: [String: Int] = [:]
            for row in members { for text in circumstances[row].all { shared[text, default: 0] += 1 } }
            let objects = Set(members.map { rows[$0].groupName }).count
            let rare = shared.filter { text, count in
                let everywhere = Double(counts[text] ?? 0) / Double(max(rows.count, 1))
                return count >= 3 && Double(count) >= 0.6 * Double(members.count) && everywhere < 0.2
            }
            let best = rare.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return Pattern(
                rows: members, shared: best?.key, sharing: best?.value ?? 0, isArtefact: best != nil && objects >= 3)
        }
    }

    /// The pattern that each row belongs to.
    var numbers: [Int: Int] {
        Dictionary(
            patterns.enumerated().flatMap { number, pattern in pattern.rows.map { ($0, number) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Mean 0 and length 1; zeros for a residual without variance.
    private static func standardised(_ values: [Float]) -> [Float] {
        let mean = values.reduce(0) { $0 + Double($1) } / Double(max(values.count, 1))
        let square = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        let scale = square > 0 ? 1 / square.squareRoot() : 0
        return values.map { Float((Double($0) - mean) * scale) }
    }

    /// Chains of places whose vectors' product exceeds a limit; those of three places at least, by their first place.
    private static func groups(_ vectors: [[Float]], above limit: Double) -> [[Int]] {
        var group = Array(vectors.indices)
        func root(_ place: Int) -> Int {
            var place = place
            while group[place] != place { place = group[place] }
            return place
        }
        for (place, vector) in vectors.enumerated() {
            for other in 0..<place {
                var product: Float = 0
                for (x, y) in zip(vector, vectors[other]) { product += x * y }
                guard Double(product) > limit else { continue }
                let (first, second) = (root(place), root(other))
                group[max(first, second)] = min(first, second)
            }
        }
        let members = Dictionary(grouping: vectors.indices, by: root)
        return members.keys.sorted().compactMap { members[$0] }.filter { $0.count >= 3 }
    }
}
