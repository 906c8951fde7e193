// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning

/// Random forest: many decision trees on binned pixels that vote.
public struct ForestModule: SupervisedModule {
    public var name: String { "forest" }
    public var summary: String { "random forest: many decision trees on binned pixels that vote" }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedForest {
        try parameters.forest.fit(
            matrix, labels: labels, classCount: classCount, weights: parameters.rowWeights(groups: groups), seed: seed,
            context: context)
    }

    public func payload(of fitted: FittedForest) -> Data { fitted.withoutTrainingRows.bytes }

    public func fitted(from payload: Data) throws -> FittedForest { try FittedForest(bytes: payload) }

    public func description(of fitted: FittedForest) -> String {
        "\(fitted.treeCount) trees, \(fitted.nodeCount) nodes"
    }

    public func importance(of fitted: FittedForest) -> [Double]? { fitted.importance }

    public func outOfBagError(of fitted: FittedForest) -> Double? { fitted.outOfBagError }
}
