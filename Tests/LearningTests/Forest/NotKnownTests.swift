// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct NotKnownTests {
    @Test("NaN is a value of its own that a forest can learn from", arguments: RandomForest.Thresholds.allCases)
    func learnt(thresholds: RandomForest.Thresholds) throws {
        var forest = RandomForest()
        forest.thresholds = thresholds
        let labels = (0..<300).map { $0 % 3 }
        let values: [Float] = labels.enumerated().map { row, label in
            label == 0 ? .nan : Float(label * 10 + row % 7)
        }
        let matrix = try FeatureMatrix(rows: 300, columns: 1, values: values)
        let fitted = try forest.fit(matrix, labels: labels, classCount: 3, seed: 1)
        #expect(try fitted.predict(matrix) == labels)
        let others = try FeatureMatrix(rows: 3, columns: 1, values: [.nan, -1e30, .infinity])
        #expect(try fitted.predict(others) == [0, 1, 2])
    }

    @Test("infinities and both zeros are ordinary values")
    func infinities() throws {
        let values: [Float] = [-.infinity, -.infinity, -0.0, 0.0, .infinity, .infinity]
        let matrix = try FeatureMatrix(rows: 6, columns: 1, values: values)
        var forest = RandomForest()
        forest.sampling = .fraction(1)
        let fitted = try forest.fit(matrix, labels: [0, 0, 1, 1, 2, 2], classCount: 3, seed: 1)
        #expect(try fitted.predict(matrix) == [0, 0, 1, 1, 2, 2])
    }

    @Test("a matrix of NaN or constants gives the class frequencies", arguments: [Float.nan, 3])
    func nothingToLearn(value: Float) throws {
        let matrix = try FeatureMatrix(rows: 8, columns: 2, values: [Float](repeating: value, count: 16))
        var forest = RandomForest()
        forest.sampling = .fraction(1)
        let fitted = try forest.fit(matrix, labels: [0, 0, 0, 0, 0, 0, 1, 1], classCount: 2, seed: 1)
        #expect(try Array(fitted.probabilities(of: matrix)[0]) == [0.75, 0.25])
        #expect(fitted.importance == [0, 0])
        #expect(fitted.outOfBagError.isNaN)
    }
}
