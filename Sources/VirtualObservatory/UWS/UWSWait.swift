// SPDX-License-Identifier: Apache-2.0

/// Decides what to do next about a running job: the client asks it after each look and does what it says.
struct UWSWait: Sendable {
    enum Step: Sendable, Hashable {
        /// The job has ended, whatever became of it.
        case done
        /// POST PHASE=RUN: the job has not been started, or the start was lost.
        case run
        /// Look again; the server answers when the phase is another, or after so many seconds (UWS 1.1 §2.2.1.1). Naming the phase that
        /// was seen avoids the race with a change in between.
        case look(waiting: Int?, phase: UWSPhase)
        /// Look again after so many seconds: the server does not know how to wait.
        case pause(Double)
        case tooLate
    }

    private let patience: Double
    private var starts = 0
    private var pauses = 0
    private var lastPhase: UWSPhase?
    private var lastWaitWasShort = false

    /// - Parameter patience: seconds.
    init(patience: Double) { self.patience = patience }

    /// - Parameters:
    ///   - phase: what was seen.
    ///   - elapsed: seconds since the beginning.
    ///   - lookTook: seconds the last look took.
    ///   - waited: what that look had asked the server to wait.
    mutating func next(_ phase: UWSPhase, elapsed: Double, lookTook: Double, waited: Int?) -> Step {
        if phase.isFinal { return .done }
        if elapsed >= patience { return .tooLate }
        defer { lastPhase = phase }
        // DaCHS ignores PHASE=RUN at creation; HELD jobs wait to be started again.
        if phase == .pending || phase == .held, starts < 3, starts == 0 || lastPhase == phase {
            starts += 1
            return .run
        }
        if let waited, lastPhase == phase, lookTook < min(1, Double(waited) / 2) { lastWaitWasShort = true }
        if phase.canWait, !lastWaitWasShort {
            return .look(waiting: max(1, min(30, Int(patience - elapsed))), phase: phase)
        }
        if waited == nil, lastPhase != phase || pauses == 0 { pauses = 0 }
        pauses += 1
        return .pause(min(10, 0.25 * Double(1 << min(pauses, 6)), max(0.05, patience - elapsed)))
    }
}
