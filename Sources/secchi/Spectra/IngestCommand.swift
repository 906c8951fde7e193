// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import HTTPTransport

/// `secchi ingest SOURCE… --collection NAME`
struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take files, folders, addresses and lists into a collection; the original bytes are kept.",
        discussion: """
            A file that gives no spectrum is listed with the reason and stops nothing. What is there already is passed over, \
            so the same command carries on after it was cut short. Addresses, VOTables and texts with addresses, and - for such a \
            list on standard input, are fetched as by secchi harvest.
            """)

    @Argument(help: "Files, folders, addresses, lists of addresses, or -.")
    var sources: [String]

    @Option(help: "The collection, made if it is not there.")
    var collection: String

    @Option(help: "CSV with columns id (or object, name, file) and label, to label the spectra.")
    var labels: String?

    @Flag(help: "Try files again that were rejected before.")
    var retryRejected = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let list = try labels.map(LabelList.read)
        let remote = sources.filter(HarvestSource.isRemoteOrList)
        let local = sources.filter { !HarvestSource.isRemoteOrList($0) }
        // A mistyped path must not leave an empty collection behind.
        try SpectrumCollection.locate(local)
        let collection = try common.openHome().collection(named: collection, create: true)
        var options = IngestOptions()
        options.retryRejected = retryRejected
        let context = common.context()
        var harvests: [HarvestSummary] = []
        if !remote.isEmpty {
            let transport = try Transport.ofUser()
            for source in remote {
                harvests.append(try await collection.harvest(.named(source), through: transport, in: context))
            }
        }
        let summary = local.isEmpty ? nil : try collection.ingest(local, options: options, in: context)
        let labelled = try list.map { try collection.setLabels($0.labels, by: $0.key) }
        if common.json {
            return try Output.json(
                IngestOutcome(ingest: summary, harvests: harvests.isEmpty ? nil : harvests, labels: labelled))
        }
        for harvest in harvests { print(HarvestText.outcome(harvest)) }
        if let summary { print(Self.text(of: summary)) }
        if let labelled { print(CollectionLabel.text(of: labelled)) }
    }

    private static func text(of summary: IngestSummary) -> String {
        var lines = [
            "\(summary.collection): \(summary.spectraAccepted) spectra from \(summary.filesAccepted) of \(summary.filesSeen) files"
                + ", \(Int(summary.filesPerSecond)) files/s"
        ]
        func note(_ count: Int, _ text: String) { if count > 0 { lines.append("  \(count) \(text)") } }
        note(summary.filesUnchanged, "files were there before")
        note(summary.duplicates, "files have the bytes of another one")
        note(summary.twins, "spectra are another format of one that is there")
        note(summary.filesRejectedBefore, "files were rejected before (--retry-rejected tries them again)")
        note(summary.filesRejected, "files rejected:")
        lines += summary.rejected.map { "    \($0.reason)" }
        if summary.filesRejected > summary.rejected.count {
            lines.append("    … all of them: secchi collection rejected \(summary.collection)")
        }
        return lines.joined(separator: "\n")
    }
}

private struct IngestOutcome: Encodable {
    var ingest: IngestSummary?
    var harvests: [HarvestSummary]?
    var labels: LabelResult?
}
