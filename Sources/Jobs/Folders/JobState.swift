// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation

/// The phases of a job, in the words of UWS 1.1 §2.1.3.
public enum JobPhase: String, Sendable, Hashable, Codable {
    /// Made, not yet begun.
    case pending = "PENDING"
    /// Its module runs, or its process was killed meanwhile.
    case executing = "EXECUTING"
    /// Ended well: summary and results are there.
    case completed = "COMPLETED"
    /// Ended with an error: see ``JobState/errorSummary``.
    case error = "ERROR"
    /// Stopped by request before its end.
    case aborted = "ABORTED"
}

/// What is known of a job at a moment; kept as `state.json` in its folder.
public struct JobState: Sendable, Hashable, Codable {
    /// PENDING when made, then EXECUTING, then one of the three ends.
    public var phase: JobPhase
    /// When the folder was made; kept in UTC to the second, as are the others.
    public var creationTime: Date
    /// When the module began; `nil` before.
    public var startTime: Date?
    /// When the job ended, well or not; `nil` before.
    public var endTime: Date?
    /// The last progress written; `nil` if none was.
    public var progress: ProgressUpdate?
    /// Why the job failed.
    public var errorSummary: String?

    public init(phase: JobPhase = .pending, creationTime: Date) {
        self.phase = phase
        self.creationTime = creationTime
    }
}
