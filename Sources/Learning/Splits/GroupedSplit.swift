// SPDX-License-Identifier: Apache-2.0

import Execution

/// Rows divided into parts such that a group is in one part only and every part has its share of each class.
///
/// Groups are taken from the largest to the smallest, equal ones in random order, and each goes where the shares of its
/// classes lack most. The split depends on the seed and the order of the rows only.
///
/// ```swift
/// let split = try GroupedSplit(labels: labels, groups: groups, classCount: 3, folds: 5, seed: 1)
/// for fold in 0..<split.partCount {
///     let test = split.rows(in: fold), training = split.rows(notIn: fold)
/// }
/// ```
public struct GroupedSplit: Sendable, Hashable, Codable {
    /// Folds, or 2 for a split into training and test.
    public let partCount: Int
    /// The part of each row.
    public let parts: [Int]
    /// Classes in fewer groups than there are parts: they are missing from some part.
    public let scarceClasses: [ScarceClass]

    /// A class that cannot be in every part, since all spectra of an object stay together.
    public struct ScarceClass: Sendable, Hashable, Codable {
        /// The class, in `0..<classCount`.
        public var number: Int
        /// Groups that hold it; with one alone it can be learnt or tested, but not both.
        public var groups: Int
    }

    /// Parts of about equal size, for cross-validation.
    ///
    /// - Parameters:
    ///   - labels: classes in `0..<classCount`.
    ///   - groups: any number per row; equal numbers stay together.
    /// - Throws: ``LearningError`` if there are fewer groups than folds.
    public init(labels: [Int], groups: [Int], classCount: Int, folds: Int, seed: UInt64) throws(LearningError) {
        guard folds >= 2 else { throw .badSetting(name: "folds", text: "\(folds)", allowed: "at least 2") }
        try self.init(
            labels: labels, groups: groups, classCount: classCount,
            shares: [Double](repeating: 1 / Double(folds), count: folds), seed: seed)
    }

    /// Part 0 to learn from and part 1, the given share of the rows, to test on.
    ///
    /// - Parameter testShare: above 0 and below 1.
    /// - Throws: ``LearningError`` for a share out of range, or fewer than two groups.
    public init(labels: [Int], groups: [Int], classCount: Int, testShare: Double, seed: UInt64) throws(LearningError) {
        guard testShare > 0, testShare < 1 else {
            throw .badSetting(name: "testShare", text: "\(testShare)", allowed: "a share above 0 and below 1")
        }
        try self.init(
            labels: labels, groups: groups, classCount: classCount, shares: [1 - testShare, testShare], seed: seed)
    }

    /// Row numbers of a part, ascending.
    public func rows(in part: Int) -> [Int] { parts.indices.filter { parts[$0] == part } }

    /// Row numbers of all other parts, ascending: what to learn from when `part` is tested on.
    public func rows(notIn part: Int) -> [Int] { parts.indices.filter { parts[$0] != part } }

    private init(
        labels: [Int], groups: [Int], classCount: Int, shares: [Double], seed: UInt64
    ) throws(LearningError) {
        guard groups.count == labels.count else {
            throw .wrongLength(what: "groups", have: groups.count, need: labels.count)
        }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
        let all = Self.collect(labels: labels, groups: groups, classCount: classCount)
        guard all.count >= shares.count else {
            throw .tooFewGroups(have: all.count, need: shares.count)
        }
        var generator = SeededGenerator(seed: seed)
        let order = generator.permutation(of: all.count).enumerated().sorted { left, right in
            (all[right.element].rows.count, left.offset) < (all[left.element].rows.count, right.offset)
        }.map(\.element)
        var balance = Balance(groups: all, classCount: classCount, shares: shares)
        var parts = [Int](repeating: 0, count: labels.count)
        for number in order {
            let part = balance.assign(all[number])
            for row in all[number].rows { parts[row] = part }
        }
        self.parts = parts
        partCount = shares.count
        scarceClasses = (0..<classCount).compactMap { number in
            let count = all.count { $0.counts[number] != nil }
            return count > 0 && count < shares.count ? ScarceClass(number: number, groups: count) : nil
        }
    }

    fileprivate struct Group {
        var rows: [Int] = []
        /// Rows by class.
        var counts: [Int: Int] = [:]
    }

    /// Groups in order of their first row.
    private static func collect(labels: [Int], groups: [Int], classCount: Int) -> [Group] {
        var places: [Int: Int] = [:]
        var all: [Group] = []
        for (row, name) in groups.enumerated() {
            let place = places[name] ?? all.count
            if place == all.count {
                places[name] = place
                all.append(Group())
            }
            all[place].rows.append(row)
            all[place].counts[labels[row], default: 0] += 1
        }
        return all
    }
}

/// What the parts hold so far, against what they should hold in the end.
private struct Balance {
    let shares: [Double]
    let totals: [Double]
    let rowTotal: Double
    /// Parts × classes.
    var counts: [[Double]]
    var rows: [Double]

    init(groups: [GroupedSplit.Group], classCount: Int, shares: [Double]) {
        var totals = [Double](repeating: 0, count: classCount)
        for group in groups { for (number, count) in group.counts { totals[number] += Double(count) } }
        self.shares = shares
        self.totals = totals
        rowTotal = totals.reduce(0, +)
        counts = shares.map { _ in [Double](repeating: 0, count: classCount) }
        rows = shares.map { _ in 0 }
    }

    /// Puts a group where it lessens the squared distance to the wanted shares of its classes most.
    mutating func assign(_ group: GroupedSplit.Group) -> Int {
        func change(_ part: Int) -> Double {
            // Sorted, since a sum of floats in the random order of a dictionary would differ from run to run.
            group.counts.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
                let added = Double(entry.value) / totals[entry.key]
                return sum + added * (2 * (counts[part][entry.key] / totals[entry.key] - shares[part]) + added)
            }
        }
        let best = shares.indices.map { ($0, change($0), rows[$0] / rowTotal - shares[$0]) }
            .min { ($0.1, $0.2, $0.0) < ($1.1, $1.2, $1.0) }
        let part = best?.0 ?? 0
        for (number, count) in group.counts { counts[part][number] += Double(count) }
        rows[part] += Double(group.rows.count)
        return part
    }
}
