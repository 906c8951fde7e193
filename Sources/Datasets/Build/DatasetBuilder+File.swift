// SPDX-License-Identifier: Apache-2.0

public import Execution

extension DatasetBuilder {
    /// Builds a FITS dataset at `path`, streaming.
    ///
    /// - Throws: ``DatasetError``; what the source throws; `CancellationError`. Finished parts are kept for the next try.
    public func build(
        _ source: SpectrumSource, to path: String, context: ExecutionContext = ExecutionContext()
    ) throws -> DatasetBuildSummary {
        let (dataset, summary) = try dataset(of: source, context: context)
        try dataset.write(to: path)
        return summary
    }
}
