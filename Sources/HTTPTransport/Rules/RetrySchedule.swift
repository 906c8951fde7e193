// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// Whether and when a failed request is made again.
struct RetrySchedule: Sendable {
    let settings: TransportSettings

    /// What to do after attempt number `attempt` (from 0) ended with `status`.
    ///
    /// - Returns: the pause, and whether all requests to the host should observe it; `nil` to hand the answer on.
    func pause(
        afterStatus status: Int, retryAfter: Duration?, method: TransportRequest.Method, attempt: Int, part: UInt64
    ) -> (duration: Duration, isForHost: Bool)? {
        // The service says that it did nothing (429, 503), or nobody knows what was done (502, 504).
        guard status == 429 || status == 503 || ((status == 502 || status == 504) && method == .get) else { return nil }
        guard attempt < settings.retries else { return nil }
        guard let retryAfter else { return (backOff(attempt, part), false) }
        return retryAfter <= settings.longestRetryAfter ? (retryAfter, true) : nil
    }

    /// What to do after an attempt that ended without an answer.
    func pause(
        after error: TransportError, wasSent: Bool, method: TransportRequest.Method, attempt: Int, part: UInt64
    ) -> Duration? {
        guard attempt < settings.retries, method == .get || !wasSent else { return nil }
        switch error {
        case .unreachable, .unknownHost, .cut, .timeOut(_, .connection, _), .timeOut(_, .answer, _),
            .timeOut(_, .bytes, _):
            return backOff(attempt, part)
        case .malformed where wasSent:
            return attempt == 0 ? backOff(attempt, part) : nil
        default:
            return nil
        }
    }

    /// Doubles from attempt to attempt; jitter of (seed, part) takes off up to half, so that many clients do not come back at once.
    func backOff(_ attempt: Int, _ part: UInt64) -> Duration {
        var generator = SeededGenerator(seed: settings.seed, part: part &* 64 &+ UInt64(attempt))
        let factor = Double(1 << min(attempt, 20)) * (1 - 0.5 * generator.uniform())
        return min(settings.firstPause * factor, settings.longestPause)
    }
}
