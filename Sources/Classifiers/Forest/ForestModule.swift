// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution

/// Random forest: many decision trees that vote.
public struct ForestModule: ClassifierModule {
    public var name: String { "forest" }
    public var summary: String { "random forest: many decision trees on binned pixels that vote" }

    public init() {}

    public func run(
        on dataset: Dataset, parameters: Parameters, context: ExecutionContext
    ) throws -> ClassifierRun {
        throw ClassifierError.noLabels(dataset: dataset.name)
    }

    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        throw ClassifierError.noLabels(dataset: dataset.name)
    }
}
