// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Synchronization

/// One line on the terminal for work that takes more than a second: what, how far, how fast, how long yet.
final class ProgressLine: Sendable {
    private struct State {
        var stage = ""
        var stageStart = ContinuousClock.now
        var lastShown = ContinuousClock.now
        var visible = false
    }

    private let state = Mutex(State())

    /// Shows nothing where standard error is no terminal.
    static func reporter() -> ProgressReporter {
        guard isatty(STDERR_FILENO) == 1 else { return .silent }
        let line = ProgressLine()
        return ProgressReporter { line.show($0) }
    }

    private func show(_ update: ProgressUpdate) {
        state.withLock { state in
            let now = ContinuousClock.now
            if update.stage != state.stage {
                clear(&state)
                state.stage = update.stage
                state.stageStart = now
            }
            let elapsed = (now - state.stageStart) / .seconds(1)
            if let total = update.total, update.completed >= total {
                clear(&state)
            } else if elapsed > 1, now - state.lastShown > .milliseconds(200) {
                write("\r\u{1B}[K" + Self.text(of: update, elapsed: elapsed))
                state.lastShown = now
                state.visible = true
            }
        }
    }

    private func clear(_ state: inout State) {
        if state.visible { write("\r\u{1B}[K") }
        state.visible = false
    }

    /// "reading [#####     ] 5000 of 10000 spectra, 1250/s, 4 s left"
    static func text(of update: ProgressUpdate, elapsed: Double) -> String {
        let rate = Double(update.completed) / max(elapsed, 1e-9)
        let speed = rate >= 10 ? String(Int(rate)) : String(format: "%.1f", rate)
        guard let total = update.total, total > 0 else {
            return "\(update.stage) \(update.completed) \(update.unit), \(speed)/s"
        }
        let filled = min(20, 20 * update.completed / total)
        let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: 20 - filled)
        let left = rate > 0 ? ", \(duration(Double(total - update.completed) / rate)) left" : ""
        return "\(update.stage) [\(bar)] \(update.completed) of \(total) \(update.unit), \(speed)/s\(left)"
    }

    private static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<100: "\(Int(seconds.rounded())) s"
        case ..<6000: "\(Int((seconds / 60).rounded())) min"
        case ..<360_000: "\(Int((seconds / 3600).rounded())) h"
        default: "\(Int((seconds / 86400).rounded(.up))) d"
        }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
