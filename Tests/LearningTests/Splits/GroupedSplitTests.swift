// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct GroupedSplitTests {
    /// Groups of 1 to 12 rows of one class each, the last class rare.
    private func made(seed: UInt64) -> (labels: [Int], groups: [Int]) {
        var generator = SeededGenerator(seed: seed)
        var labels: [Int] = [], groups: [Int] = []
        for group in 0..<200 {
            let label = group % 20 == 0 ? 2 : generator.index(below: 2)
            for _ in 0...generator.index(below: 12) {
                labels.append(label)
                groups.append(group * 31 % 200)
            }
        }
        return (labels, groups)
    }

    @Test("no group is in two folds, and every fold has its share of every class", arguments: [UInt64(1), 2, 3])
    func folds(seed: UInt64) throws {
        let (labels, groups) = made(seed: seed)
        let split = try GroupedSplit(labels: labels, groups: groups, classCount: 3, folds: 5, seed: seed)
        var foldOf: [Int: Int] = [:]
        for (row, group) in groups.enumerated() {
            #expect(foldOf[group, default: split.parts[row]] == split.parts[row])
            foldOf[group] = split.parts[row]
        }
        for fold in 0..<5 {
            let rows = split.rows(in: fold)
            #expect(rows.count + split.rows(notIn: fold).count == labels.count)
            #expect(abs(Double(rows.count) / Double(labels.count) - 0.2) < 0.02)
            for number in 0..<3 {
                let all = labels.count { $0 == number }
                let here = rows.count { labels[$0] == number }
                #expect(abs(Double(here) / Double(all) - 0.2) < (number == 2 ? 0.1 : 0.02))
            }
        }
        #expect(split.scarceClasses.isEmpty)
    }

    @Test("a hold-out takes its share of every class")
    func holdOut() throws {
        let (labels, groups) = made(seed: 9)
        let split = try GroupedSplit(labels: labels, groups: groups, classCount: 3, testShare: 0.3, seed: 1)
        #expect(split.partCount == 2)
        #expect(Set(split.rows(in: 0).map { groups[$0] }).isDisjoint(with: split.rows(in: 1).map { groups[$0] }))
        for number in 0..<3 {
            let here = split.rows(in: 1).count { labels[$0] == number }
            #expect(abs(Double(here) / Double(labels.count { $0 == number }) - 0.3) < (number == 2 ? 0.1 : 0.02))
        }
    }

    @Test("the seed decides the split")
    func seeds() throws {
        let (labels, groups) = made(seed: 5)
        func parts(_ seed: UInt64) throws -> [Int] {
            try GroupedSplit(labels: labels, groups: groups, classCount: 3, folds: 5, seed: seed).parts
        }
        #expect(try parts(1) == parts(1))
        #expect(try parts(1) != parts(2))
    }

    @Test("a class in fewer groups than folds is named")
    func scarce() throws {
        let labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2], groups = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]
        let split = try GroupedSplit(labels: labels, groups: groups, classCount: 3, folds: 5, seed: 1)
        #expect(split.scarceClasses.map { [$0.number, $0.groups] } == [[2, 1]])
    }

    @Test("fewer groups than folds, or a share of nothing, is refused")
    func refusals() {
        #expect { try GroupedSplit(labels: [0, 1], groups: [4, 4], classCount: 2, folds: 2, seed: 1) } throws: {
            "\($0)" == "LRN005: the rows are of 1 object where 2 are needed; use fewer folds, or add objects"
        }
        #expect { try GroupedSplit(labels: [0, 1], groups: [4, 5], classCount: 2, testShare: 1, seed: 1) } throws: {
            "\($0)" == "LRN008: testShare: 1.0 is not allowed; give a share above 0 and below 1"
        }
    }
}
