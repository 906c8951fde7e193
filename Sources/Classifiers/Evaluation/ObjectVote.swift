// SPDX-License-Identifier: Apache-2.0

import Learning

/// Lets all spectra of an object decide together: each gets the mean of their probabilities.
///
/// For objects whose class does not change. Nothing about the object but the identity of its spectra is used, and
/// spectra that were judged by cross-validation are not mixed with others.
enum ObjectVote {
    static func combine(
        _ probabilities: ClassProbabilities, groups: [Int], origins: [CandidateTable.Origin]
    ) -> ClassProbabilities {
        combine(probabilities, keys: zip(groups, origins).map { 2 * $0 + ($1 == .model ? 0 : 1) })
    }

    static func combine(_ probabilities: ClassProbabilities, keys: [Int]) -> ClassProbabilities {
        var rows: [Int: [Int]] = [:]
        for (row, key) in keys.enumerated() { rows[key, default: []].append(row) }
        var combined = probabilities
        for members in rows.values where members.count > 1 {
            for column in 0..<probabilities.classCount {
                let mean = members.reduce(0) { $0 + probabilities[$1, column] } / Float(members.count)
                for row in members { combined[row, column] = mean }
            }
        }
        return combined
    }
}

extension CrossValidation.Outcome {
    /// Replaces probabilities and predictions by the objects' votes.
    mutating func vote(by groups: [Int]) {
        probabilities = ObjectVote.combine(probabilities, keys: groups)
        rounds = rounds.map { ObjectVote.combine($0, keys: groups) }
    }
}
