// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs ours and the peer's alternately and prints one line for each comparison.
struct Harness {
    /// Absolute path of the folder for data and the peers' environment.
    let scratch: String
    let pairs: Int

    init(scratch: String, pairs: Int) throws {
        self.scratch = URL(filePath: scratch).standardized.path
        self.pairs = pairs
        try FileManager.default.createDirectory(atPath: self.scratch, withIntermediateDirectories: true)
    }

    /// - Returns: whether the ratio asked for was reached.
    func compare(_ comparison: Comparison) throws -> Bool {
        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<(comparison.isOnce ? 1 : pairs) {
            ours.append(try comparison.ours())
            if let peer = comparison.theirs { theirs.append(try peer()) }
        }
        var line = "  \(comparison.task): \(seconds(median(ours)))"
        var reached = true
        if !theirs.isEmpty {
            let ratio = median(theirs) / median(ours)
            line += ", \(comparison.peer) \(seconds(median(theirs))): \(rounded(ratio)) times as fast"
            if let wanted = comparison.atLeast {
                reached = ratio >= wanted
                line += " (asked: \(rounded(wanted)))\(reached ? "" : "  BELOW")"
            }
        }
        print(line)
        fflush(nil)
        return reached
    }

    /// Wall time of `body` in seconds.
    func time(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private func seconds(_ value: Double) -> String { String(format: value < 0.1 ? "%.4f s" : "%.2f s", value) }
    private func rounded(_ value: Double) -> String { String(format: value < 10 ? "%.1f" : "%.0f", value) }
}
