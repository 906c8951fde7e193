// SPDX-License-Identifier: Apache-2.0

import DataManager
import Foundation

/// Harvests in words.
enum HarvestText {
    static func outcome(_ summary: HarvestSummary) -> String {
        let (harvest, ingest) = (summary.harvest, summary.ingest)
        let rate = summary.seconds > 0 ? Double(ingest.filesSeen) / summary.seconds : 0
        var lines = [
            "\(harvest.collection): \(ingest.spectraAccepted) new spectra, \(ingest.bytes) bytes, "
                + String(format: "%.1f", rate) + " files/s"
        ]
        lines.append("  harvest \(harvest.id): " + counts(harvest.counts))
        if ingest.duplicates > 0 { lines.append("  \(ingest.duplicates) files have the bytes of another one") }
        if ingest.twins > 0 { lines.append("  \(ingest.twins) spectra are another format of one that is there") }
        if let note = harvest.note { lines.append("  " + note) }
        if harvest.counts.unreadable + harvest.counts.gaveUp > 0 {
            lines.append("  reasons: secchi harvest show \(harvest.id); once more: secchi harvest retry \(harvest.id)")
        }
        return lines.joined(separator: "\n")
    }

    /// "3 done, 1 empty (of 4)"
    static func counts(_ counts: HarvestCounts) -> String {
        let words = [
            (counts.done, "done"), (counts.empty, "empty"), (counts.unreadable, "unreadable"),
            (counts.gaveUp, "given up"),
            (counts.failed, "failed, to be tried again"), (counts.running + counts.waiting, "waiting"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return (words.isEmpty ? "nothing" : words.joined(separator: ", ")) + " of \(counts.total) items"
    }

    static func timeLeft(_ harvest: Harvest) -> String {
        guard let seconds = harvest.timeLeft else { return "" }
        return seconds < 100
            ? "\(Int(seconds.rounded())) s"
            : seconds < 6000
                ? "\(Int((seconds / 60).rounded())) min" : "\(Int((seconds / 3600).rounded())) h"
    }
}
