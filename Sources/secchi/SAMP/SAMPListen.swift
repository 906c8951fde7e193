// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Execution
import Foundation
import HTTPTransport
import VirtualObservatory

/// `secchi samp listen --collection NAME`
struct SAMPListen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Take tables, spectra and selections that other programs send into a collection.",
        discussion: """
            Runs until control-C, across restarts of the hub. A table or spectrum that comes is fetched, kept and ingested; rows \
            that are selected in the other program are kept as a named selection below received/ in the data directory. With --harvest \
            the spectra that a received table points to are fetched too.
            """)

    @Option(help: "The collection, made if it is not there; without it, what comes is only printed.")
    var collection: String?

    @Flag(help: "Fetch the spectra that a received table points to, by its column of addresses.")
    var harvest = false

    @OptionGroup(title: "Harvest") var flags: HarvestFlags

    @Option(help: ArgumentHelp("Stop after so many messages.", valueName: "n"))
    var count: Int?

    @Option(name: .customLong("for"), help: ArgumentHelp("Stop after so many seconds.", valueName: "seconds"))
    var seconds: Double?

    @Flag(help: "Wait for a hub if there is none yet.")
    var wait = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard seconds.map({ $0 > 0 && $0 < 1e9 }) ?? true, count.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--for and --count must be more than 0")
        }
        if harvest, collection == nil { throw ValidationError("--harvest needs --collection") }
    }

    func run() async throws {
        let transport = Transport(.samp)
        let harvestTransport = try harvest ? flags.transport() : nil
        let context = common.context()
        let inbox = try collection.map {
            try DesktopInbox(home: common.openHome(), collection: $0, transport: transport)
        }
        var options = SAMPClient.Options()
        options.waitsForHub = wait
        let client = try await SAMPClient(
            at: HubLocation(), as: Desktop.metadata, through: transport, options: options)
        let end = seconds.map { ContinuousClock.now + .seconds($0) }
        let watch = Task {
            while !context.cancellation.isCancelled, end.map({ .now < $0 }) ?? true {
                try await Task.sleep(for: .milliseconds(100))
            }
            await client.stop()
        }
        var left = count ?? .max
        for await event in client.events {
            var outcome: DesktopInbox.Outcome?
            var failure: String?
            do {
                outcome = try await inbox?.take(event, in: context)
                if let harvestTransport, let inbox, let file = outcome?.file, outcome?.ingest?.spectraAccepted == 0,
                    HarvestSource.isRemoteOrList(file)
                {
                    let summary = try await inbox.collection.harvest(
                        .named(file), options: flags.options, through: harvestTransport, in: context)
                    outcome?.text += "; " + HarvestText.outcome(summary)
                }
            } catch { failure = "\(error)" }
            try Heard(event, outcome: outcome, failure: failure).show(json: common.json)
            if !event.kind.isOfHub { left -= 1 }
            if left <= 0 { break }
        }
        watch.cancel()
        await client.stop()
    }
}

/// A line for each event.
private struct Heard: Encodable {
    var from: String
    var event: String
    var text: String
    var rows: [Int]?
    var table: String?
    var url: String?
    var selection: String?
    var spectra: Int?
    var file: String?
    var error: String?

    init(_ event: SAMPEvent, outcome: DesktopInbox.Outcome?, failure: String?) {
        from = event.senderName
        error = failure
        selection = outcome?.selection?.name
        spectra = outcome?.ingest?.spectraAccepted
        file = outcome?.file
        switch event.kind {
        case .table(let url, _, let id, let name):
            (self.event, self.url, table) = ("table", url, id)
            text = "table \(name ?? id ?? url)"
        case .spectrum(let url, _, let id, let name):
            (self.event, self.url, table) = ("spectrum", url, id)
            text = "spectrum \(name ?? id ?? url)"
        case .selection(let table, let rows):
            (self.event, self.url, self.table, self.rows) = ("selection", table.url, table.id, rows)
            text = "\(rows.count) rows selected in \(table.id ?? table.url ?? "")"
        case .highlight(let table, let row):
            (self.event, self.url, self.table, rows) = ("highlight", table.url, table.id, [row])
            text = "row \(row) of \(table.id ?? table.url ?? "")"
        case .pointing(let ra, let dec):
            self.event = "pointing"
            text = "position \(ra) \(dec)"
        case .unreadable(let mtype, let reason):
            self.event = "unreadable"
            text = "\(mtype) that makes no sense: \(reason)"
        case .hubLost(let reason):
            self.event = "hub-lost"
            text = "lost: \(reason); waiting for a hub"
        case .hubFound(let url):
            (self.event, self.url) = ("hub-found", url)
            text = "registered at \(url)"
        }
        if let outcome { text += ": \(outcome.text)" }
        if let failure { text += ": \(failure)" }
    }

    func show(json: Bool) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            FileHandle.standardOutput.write(try encoder.encode(self) + Data("\n".utf8))
        } else {
            FileHandle.standardOutput.write(Data("\(from): \(text)\n".utf8))
        }
    }
}

extension SAMPEvent.Kind {
    fileprivate var isOfHub: Bool {
        switch self {
        case .hubLost, .hubFound: true
        default: false
        }
    }
}
