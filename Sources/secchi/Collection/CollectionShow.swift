// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Foundation
import Spectra

struct CollectionShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say what a collection holds: dialects, axes, labels.")

    @Argument(help: "The collection.") var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let summary = try common.openHome().collection(named: name).summary()
        if common.json { return try Output.json(summary) }
        print(
            "\(summary.name): \(summary.spectra) spectra of \(summary.groups) objects in \(summary.originals) files, \(summary.bytes / 1_000_000) MB"
        )
        if summary.twins > 0 { print("  \(summary.twins) are another format of one that is there") }
        if summary.rejectedFiles > 0 {
            print("  \(summary.rejectedFiles) files were rejected: secchi collection rejected \(name)")
        }
        print("dialects\n" + Self.counts(summary.dialects))
        print("axes\n" + Output.table(summary.axes.map(Self.row)))
        print("labels\n" + (summary.labels.isEmpty ? "  none" : Self.counts(summary.labels)))
    }

    private static func counts(_ counts: [String: Int]) -> String {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return Output.table(sorted.map { ["  " + $0.key, "\($0.value)"] })
    }

    private static func row(_ axes: CollectionSummary.Axes) -> [String] {
        let range = axes.common ?? axes.widest
        let text = range.map { String(format: "%.6g to %.6g", $0.lowerBound, $0.upperBound) } ?? "no finite range"
        let coverage = axes.common == nil ? "in all" : "nearly all cover"
        return [
            "  \(axes.spectra)", "\(coverage) \(text) \(axes.unit)", axes.medium.rawValue, "\(axes.points) points",
            "\(axes.withErrors) with errors",
        ]
    }
}
