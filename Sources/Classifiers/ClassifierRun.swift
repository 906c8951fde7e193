// SPDX-License-Identifier: Apache-2.0

/// What a classifier hands back: the model it learnt, tables, plots, and the report with its scores.
public struct ClassifierRun: Sendable {
    /// What was learnt; `nil` when a model was only applied, or the module learns none.
    public var model: Model?
    /// One row per spectrum; see ``CandidateTable``.
    public var candidates: ResultTable
    /// Further tables, each written beside the candidates.
    public var tables: [ResultTable]
    /// Plots on their own, written as SVG files; the report holds them too.
    public var plots: [Plot]
    /// All that the report page shows, scores included.
    public var report: Report

    public init(
        model: Model? = nil, candidates: ResultTable, tables: [ResultTable] = [], plots: [Plot] = [], report: Report
    ) {
        self.model = model
        self.candidates = candidates
        self.tables = tables
        self.plots = plots
        self.report = report
    }

    /// The most important lines for a terminal: scores with intervals and baseline, or the number of spectra per class.
    public var summaryLines: [String] { report.summaryLines }
}
