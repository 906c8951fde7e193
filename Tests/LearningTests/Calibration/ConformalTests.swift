// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct ConformalTests {
    /// Objects with 1 to 9 spectra each: all spectra of one are equally hard.
    private func made(_ objects: Int, seed: UInt64) -> (labels: [Int], groups: [Int], probabilities: ClassProbabilities)
    {
        var generator = SeededGenerator(seed: seed)
        var labels: [Int] = [], groups: [Int] = [], values: [Float] = []
        for object in 0..<objects {
            let label = generator.index(below: 10) < 8 ? 0 : 1 + generator.index(below: 2)
            let hardness = generator.uniform() * (label == 0 ? 0.5 : 0.9)
            for _ in 0...generator.index(below: 9) {
                var row = [Float](repeating: 0, count: 3)
                let own = Float(1 - hardness * (0.8 + 0.2 * generator.uniform())), share = Float(generator.uniform())
                row[label] = own
                row[(label + 1) % 3] = (1 - own) * share
                row[(label + 2) % 3] = (1 - own) * (1 - share)
                labels.append(label)
                groups.append(object)
                values += row
            }
        }
        return (labels, groups, ClassProbabilities(classCount: 3, values: values))
    }

    @Test("the threshold is the (n + 1) · coverage th smallest strangeness")
    func quantile() throws {
        let values: [Float] = (1...9).flatMap { [1 - Float($0) / 10, Float($0) / 10] }
        let probabilities = ClassProbabilities(classCount: 2, values: values)
        let labels = [Int](repeating: 0, count: 9)
        let sets = try ConformalSets(labels: labels, probabilities: probabilities, coverage: 0.8)
        // ⌈10 · 0.8⌉ = 8 of strangeness 0.1, 0.2, …
        #expect(abs(sets.thresholds[0] - 0.8) < 1e-6)
        let strict = try ConformalSets(labels: labels, probabilities: probabilities, coverage: 0.95)
        #expect(strict.thresholds == [.infinity])
        #expect(strict.sets(probabilities).allSatisfy { $0 }, "too few rows to promise that much: all classes")
    }

    @Test("adaptive sets take classes by probability until enough is covered")
    func adaptive() throws {
        let probabilities = ClassProbabilities(
            classCount: 3, values: [0.5, 0.3, 0.2, 0.8, 0.15, 0.05, 0.4, 0.35, 0.25, 0.6, 0.3, 0.1])
        let sets = try ConformalSets(
            labels: [0, 0, 1, 1], probabilities: probabilities, score: .adaptive, coverage: 0.6)
        // Strangeness 0.5, 0.8, 0.75, 0.9; the third smallest of four is 0.8.
        #expect(abs(sets.thresholds[0] - 0.8) < 1e-6)
        let flags = sets.sets(ClassProbabilities(classCount: 3, values: [0.5, 0.3, 0.2, 0.82, 0.1, 0.08]))
        #expect(flags == [true, true, false, false, false, false])
    }

    @Test("new objects are covered as promised, whatever the score", arguments: ConformalSets.Score.allCases)
    func coverage(_ score: ConformalSets.Score) throws {
        let calibration = made(1500, seed: 1), test = made(1500, seed: 2)
        for promised in [0.8, 0.9, 0.95] {
            let sets = try ConformalSets(
                labels: calibration.labels, probabilities: calibration.probabilities, groups: calibration.groups,
                score: score, coverage: promised)
            let check = try ConformalCheck(
                labels: test.labels, sets: sets.sets(test.probabilities), classCount: 3, promised: promised)
            #expect(check.coverage > promised - 0.025)
            #expect(abs(check.sizes.reduce(0, +) - 1) < 1e-9)
        }
    }

    @Test("calibrated by class, the rare classes are covered too")
    func perClass() throws {
        let calibration = made(2000, seed: 3), test = made(2000, seed: 4)
        func check(_ perClass: Bool) throws -> ConformalCheck {
            let sets = try ConformalSets(
                labels: calibration.labels, probabilities: calibration.probabilities, groups: calibration.groups,
                coverage: 0.9, perClass: perClass)
            return try ConformalCheck(
                labels: test.labels, sets: sets.sets(test.probabilities), classCount: 3, promised: 0.9)
        }
        let together = try check(false), apart = try check(true)
        #expect(together.classCoverage[1] < 0.85)
        #expect(apart.classCoverage.allSatisfy { $0 > 0.86 })
    }

    @Test("an object of many spectra weighs as one")
    func groups() throws {
        // Nine easy objects, and a hard one with 91 spectra: at 80 % the hard one is beyond the threshold.
        let easy: [Float] = [0.9, 0.1], hard: [Float] = [0.2, 0.8]
        let values = (0..<9).flatMap { _ in easy } + (0..<91).flatMap { _ in hard }
        let probabilities = ClassProbabilities(classCount: 2, values: values)
        let labels = [Int](repeating: 0, count: 100)
        let groups = Array(0..<9) + [Int](repeating: 9, count: 91)
        let sets = try ConformalSets(labels: labels, probabilities: probabilities, groups: groups, coverage: 0.8)
        #expect(abs(sets.thresholds[0] - 0.1) < 1e-6)
        let plain = try ConformalSets(labels: labels, probabilities: probabilities, coverage: 0.8)
        #expect(abs(plain.thresholds[0] - 0.8) < 1e-6)
    }

    @Test("coverage across folds judges each fold by the others")
    func acrossFolds() throws {
        let all = made(800, seed: 6)
        let check = try ConformalCheck.acrossFolds(
            labels: all.labels, probabilities: all.probabilities, groups: all.groups,
            folds: all.groups.map { $0 % 5 }, score: .leastAmbiguous, coverage: 0.9)
        #expect(abs(check.coverage - 0.9) < 0.04)
        #expect {
            _ = try ConformalSets(
                labels: [0], probabilities: ClassProbabilities(classCount: 1, values: [1]), coverage: 1)
        } throws: {
            "\($0)".hasPrefix("LRN008: coverage")
        }
    }
}
