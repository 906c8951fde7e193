// SPDX-License-Identifier: Apache-2.0

import Learning
import Testing

/// Expected numbers: scikit-learn 1.9.1 (`roc_curve`, `roc_auc_score`, `precision_recall_curve`,
/// `average_precision_score`).
@Suite struct RankingCurveTests {
    private let scores = [0.9, 0.8, 0.8, 0.75, 0.6, 0.55, 0.5, 0.5, 0.5, 0.45, 0.4, 0.3, 0.3, 0.2, 0.1, 0.05]
    private let members = [1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0].map { $0 == 1 }

    @Test("areas are scikit-learn's to 1e-12, with ties")
    func areas() throws {
        let curve = try RankingCurve(scores: scores, isMember: members)
        #expect(abs(curve.area - 0.7619047619047619) < 1e-12)
        #expect(abs(curve.averagePrecision - 0.7015262515262515) < 1e-12)
        let many = (0..<2000).map { Double($0 * 7919 % 101) / 101 }
        let curveOfMany = try RankingCurve(
            scores: many, isMember: many.indices.map { Double($0 * 104729 % 1013) / 1013 < many[$0] })
        #expect(abs(curveOfMany.area - 0.8316452506172803) < 1e-12)
        #expect(abs(curveOfMany.averagePrecision - 0.8272640089410119) < 1e-12)
    }

    @Test("points are scikit-learn's, one for each distinct score")
    func points() throws {
        let points = try RankingCurve(scores: scores, isMember: members).points
        #expect(points.map(\.threshold) == [0.9, 0.8, 0.75, 0.6, 0.55, 0.5, 0.45, 0.4, 0.3, 0.2, 0.1, 0.05])
        let rates: [Double] = [0, 1, 1, 1, 2, 4, 4, 5, 6, 7, 8, 9].map { $0 / 9 }
        let recalls: [Double] = [1, 2, 3, 4, 4, 5, 6, 6, 7, 7, 7, 7].map { $0 / 7 }
        let precisions = [
            1.0, 0.6666666666666666, 0.75, 0.8, 0.6666666666666666, 0.5555555555555556, 0.6, 0.5454545454545454,
            0.5384615384615384, 0.5, 0.4666666666666667, 0.4375,
        ]
        #expect(zip(points.map(\.falsePositiveRate), rates).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(points.map(\.truePositiveRate), recalls).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(points.map(\.precision), precisions).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("turned scores turn the area; one kind alone has none")
    func properties() throws {
        let turned = try RankingCurve(scores: scores.map { -$0 }, isMember: members)
        #expect(abs(turned.area - (1 - 0.7619047619047619)) < 1e-12)
        let alone = try RankingCurve(scores: [1, 2], isMember: [true, true])
        #expect(alone.area.isNaN && alone.averagePrecision == 1)
        let none = try RankingCurve(scores: [1, 2], isMember: [false, false])
        #expect(none.area.isNaN && none.averagePrecision.isNaN)
        #expect(try RankingCurve(scores: [], isMember: []).points.isEmpty)
        #expect { _ = try RankingCurve(scores: [1, .nan], isMember: [true, false]) } throws: {
            "\($0)".hasPrefix("LRN013: row 1")
        }
    }

    @Test("classes are ranked one against the rest; a thinned curve keeps its ends and areas")
    func classes() throws {
        let probabilities = ClassProbabilities(classCount: 2, values: [0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8])
        let curves = try RankingCurve.ofClasses(labels: [0, 0, 1, 1], probabilities: probabilities)
        #expect(curves.map(\.area) == [1, 1])
        let thin = try RankingCurve(scores: scores, isMember: members).thinned(to: 4)
        #expect(thin.points.map(\.threshold) == [0.9, 0.6, 0.4, 0.05])
        #expect(abs(thin.area - 0.7619047619047619) < 1e-12)
    }

    @Test("answering only what is certain trades coverage for accuracy")
    func rejection() throws {
        let curve = try RejectionCurve(
            certainty: [0.9, 0.8, 0.7, 0.7, 0.2], isRight: [true, true, true, false, false])
        #expect(zip(curve.points.map(\.coverage), [0.2, 0.4, 0.8, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(curve.points.map(\.accuracy) == [1, 1, 0.75, 0.6])
        #expect(curve.threshold(forAccuracy: 0.7)?.threshold == 0.7)
        #expect(curve.threshold(forAccuracy: 1)?.threshold == 0.8)
        let wrong = try RejectionCurve(certainty: [1, 2], isRight: [false, false])
        #expect(wrong.points.map(\.coverage) == [0.5, 1])
        #expect(wrong.threshold(forAccuracy: 0.5) == nil)
    }
}
