// SPDX-License-Identifier: Apache-2.0

import Learning
import Testing

@Suite struct EstimatorTests {
    @Test("random forests keep the estimators' contract")
    func forest() throws {
        var forest = RandomForest()
        forest.trees = 40
        try checkEstimator(forest)
    }

    @Test("extremely randomised, weighted, pruned forests keep the estimators' contract")
    func extraTrees() throws {
        var forest = RandomForest()
        forest.trees = 40
        forest.thresholds = .random
        forest.criterion = .entropy
        forest.classWeights = .balanced
        forest.sampling = .fraction(0.7)
        forest.minimumLeafSize = 2
        forest.featureCount = .fraction(0.5)
        try checkEstimator(forest)
    }

    @Test("settings out of range are refused by name")
    func settings() throws {
        let matrix = try FeatureMatrix(rows: 2, columns: 1, values: [0, 1])
        func message(_ change: (inout RandomForest) -> Void) -> String {
            var forest = RandomForest()
            change(&forest)
            do {
                _ = try forest.fit(matrix, labels: [0, 1], classCount: 2, seed: 1)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message { $0.trees = 0 } == "LRN008: trees: 0 is not allowed; give 1 to 100000")
        #expect(message { $0.maximumBins = 256 } == "LRN008: maximumBins: 256 is not allowed; give 2 to 255")
        #expect(message { $0.minimumLeafSize = 0 } == "LRN008: minimumLeafSize: 0 is not allowed; give 1 to 1073741824")
        #expect(
            message { $0.featureCount = .fraction(0) }
                == "LRN008: featureCount: 0.0 is not allowed; give a share above 0, at most 1")
        #expect(
            message { $0.classWeights = .given([1]) }
                == "LRN001: class weights: there are 1 values where 2 are needed; give one for each")
    }
}
