// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation

/// The phases of a job, in the words of UWS 1.1 §2.1.3.
public enum JobPhase: String, Sendable, Hashable, Codable {
    case pending = "PENDING"
    case executing = "EXECUTING"
    case completed = "COMPLETED"
    case error = "ERROR"
    case aborted = "ABORTED"
}

/// What is known of a job at a moment; kept as `state.json` in its folder.
public struct JobState: Sendable, Hashable, Codable {
    public var phase: JobPhase
    public var creationTime: Date
    public var startTime: Date?
    public var endTime: Date?
    public var progress: ProgressUpdate?
    /// Why the job failed.
    public var errorSummary: String?

    public init(phase: JobPhase = .pending, creationTime: Date) {
        self.phase = phase
        self.creationTime = creationTime
    }
}
