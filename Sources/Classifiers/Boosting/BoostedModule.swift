// SPDX-License-Identifier: Apache-2.0

public import Boosting
public import Execution
public import Foundation
public import Learning

/// Gradient boosting: trees grown one after another on what those before still get wrong.
public struct BoostedModule: SupervisedModule {
    public var name: String { "boosted" }
    public var summary: String { "gradient boosting (XGBoost): trees that correct those before them" }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedBoosting {
        try parameters.boosted(objects: Set(groups).count).fit(
            matrix, labels: labels, classCount: classCount, groups: groups, seed: seed, context: context)
    }

    public func payload(of fitted: FittedBoosting) -> Data { fitted.bytes }

    public func fitted(from payload: Data) throws -> FittedBoosting { try FittedBoosting(bytes: payload) }

    public func description(of fitted: FittedBoosting) -> String { "\(fitted.rounds) rounds of boosting" }

    public func importance(of fitted: FittedBoosting) -> [Double]? { fitted.importance }
}
