// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

/// `secchi harvest list`
struct HarvestList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the harvests, the oldest first.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        let harvests = try common.openHome().harvests()
        if common.json { return try Output.json(harvests) }
        let rows = harvests.map { harvest in
            [
                "\(harvest.id)", harvest.collection, harvest.state.rawValue,
                "\(harvest.counts.settled) of \(harvest.counts.total)",
                "\(harvest.counts.done) done", harvest.source,
            ]
        }
        if !rows.isEmpty { print(Output.table(rows)) }
    }
}
