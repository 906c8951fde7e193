// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

/// `secchi harvest cancel ID`
struct HarvestCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Give up what has not come yet; what is there stays. retry takes it up again.")

    @Argument(help: "The number of the harvest.") var id: Int64
    @OptionGroup var common: CommonOptions

    func run() throws {
        let home = try common.openHome()
        try home.cancelHarvest(id)
        if common.json { return try Output.json(try home.harvest(id)) }
        print("harvest \(id) cancelled: " + HarvestText.counts(try home.harvest(id).counts))
    }
}
