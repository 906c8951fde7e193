// SPDX-License-Identifier: Apache-2.0

import Classifiers
public import Foundation
public import Parameters

/// Comparing two trainings on the same splits of the same dataset.
public struct CompareModule: JobModule {
    /// How the intervals are made.
    public struct Parameters: ParameterSet {
        /// Of whole objects; time grows in proportion.
        @Parameter("Resamples behind each confidence interval", in: 100...100_000) public var resamples = 1000
        /// Equal seeds give equal bits for any number of threads.
        @Parameter("Seed of the resamples", in: 0...9_007_199_254_740_991) public var seed = 1

        public init() {}
    }

    public var name: String { "compare" }
    public var summary: String {
        "say which of two trainings on the same splits is better, and whether that could be chance"
    }
    public var inputs: [String] { ["first", "second"] }
    public var declarations: [ParameterDeclaration] { Parameters.declarations }

    public init() {}

    public func complete(parameters json: Data) throws -> Data {
        try Parameters(json: json).json()
    }

    public func run(_ job: RunningJob, parameters: Data) throws -> JobSummary {
        let runner = JobRunner(home: job.home), given = try Parameters(json: parameters)
        let paths = try ["first", "second"].map { try runner.predictionsFile(named: job.document.input($0)) }
        let first = try FoldPredictions(contentsOf: paths[0]), second = try FoldPredictions(contentsOf: paths[1])
        let comparison = try ModelComparison(
            first, second, resamples: given.resamples, seed: UInt64(given.seed), context: job.context)
        let names =
            first.name == second.name ? ("first \(first.name)", "second \(second.name)") : (first.name, second.name)
        return try job.keep(
            comparison.run(
                names: names, dataset: first.dataset, inputs: ["first": paths[0], "second": paths[1]],
                parameters: parameters))
    }
}
