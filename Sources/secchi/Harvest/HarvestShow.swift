// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

/// `secchi harvest show ID`
struct HarvestShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say how far a harvest is, and why items did not come.")

    @Argument(help: "The number of the harvest.") var id: Int64
    @Flag(help: "List all items, also those that came.") var all = false
    @Option(help: "The most items to list.") var limit = 1000
    @OptionGroup var common: CommonOptions

    private struct Shown: Encodable {
        var harvest: Harvest
        var items: [HarvestItem]
    }

    func run() throws {
        let home = try common.openHome()
        let harvest = try home.harvest(id)
        let items = try home.items(
            ofHarvest: id, in: all ? [] : [.empty, .unreadable, .failed, .gaveUp], limit: max(0, limit))
        if common.json { return try Output.json(Shown(harvest: harvest, items: items)) }
        print("harvest \(id) into \(harvest.collection), \(harvest.state.rawValue), begun \(harvest.created)")
        print("  \(harvest.source)")
        print("  " + HarvestText.counts(harvest.counts))
        if let note = harvest.note { print("  " + note) }
        if let rate = harvest.rate, harvest.state == .fetching {
            print("  \(Int(rate)) items/s, \(HarvestText.timeLeft(harvest)) left")
        }
        let rows = items.map { ["  " + Self.name($0.state), $0.url, $0.reason ?? ""] }
        if !rows.isEmpty { print(Output.table(rows)) }
    }

    private static func name(_ state: HarvestItemState) -> String { state == .gaveUp ? "given up" : "\(state)" }
}
