// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
import Parameters

/// Makes a survey with known truth: files in the layouts of real archives, and a table of what they hold.
///
/// ```swift
/// var parameters = SimulationParameters()
/// parameters.spectra = 5000
/// let summary = try Simulation.run(parameters, into: "survey", context: ExecutionContext())
/// summary.spectraOfClass["double-peak"]       // 195
/// ```
///
/// Below the folder stand `spectra/` with one folder per layout, `labels.csv`, `truth.vot`,
/// `spectra.vot` (the list that an SSA service would answer with), and, if twins or broken files were
/// asked for, `planted.csv`. Each object draws from its own stream of (seed, object number), so the files are the same,
/// byte for byte, for any number of threads. Objects are made in batches: memory does not grow with the survey.
public enum Simulation {
    /// Writes the survey.
    ///
    /// - Parameter folder: created if it is not there; files of the same name are replaced.
    /// - Throws: `ParameterError` for parameters that cannot be, `FileFailure`, `FITSError` and `VOTableError` for what
    ///   cannot be written, `CancellationError`.
    public static func run(
        _ parameters: SimulationParameters, into folder: String, context: ExecutionContext = ExecutionContext()
    ) throws -> SimulationSummary {
        try parameters.validate()
        let survey = try Survey(parameters: parameters, folder: SurveyFolder(path: folder))
        var tables = try SurveyTables(folder: folder, parameters: parameters)
        var summary = SimulationSummary(
            folder: folder, labels: folder + "/labels.csv", truth: folder + "/truth.vot",
            listing: folder + "/spectra.vot", spectra: 0, objects: 0,
            spectraOfClass: [:], spectraOfLayout: [:], duplicates: 0, badFiles: 0, bytes: 0)
        while summary.spectra < parameters.spectra {
            let batch = survey.batch(from: summary.objects, spectra: parameters.spectra - summary.spectra)
            let parts = ExecutionContext.ranges(of: batch.count, size: 8)
            let results = try context.mapParts(parts.count) { part in
                try parts[part].map { try survey.write(object: batch[$0].number, exposures: batch[$0].exposures) }
            }
            for result in results.joined() {
                for row in result.rows {
                    try tables.add(row)
                    summary.spectraOfClass[row.label, default: 0] += 1
                    summary.spectraOfLayout[row.layout, default: 0] += 1
                }
                for file in result.planted { try tables.add(file) }
                summary.duplicates += result.duplicates
                summary.badFiles += result.planted.count - result.duplicates
                summary.bytes += result.bytes
                summary.spectra += result.rows.count
            }
            summary.objects += batch.count
            context.progress.report(
                .init(
                    stage: "simulating", completed: summary.spectra, total: parameters.spectra, unit: "spectra"))
        }
        try tables.finish()
        return summary
    }
}
