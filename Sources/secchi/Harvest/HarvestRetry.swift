// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

/// `secchi harvest retry ID`
struct HarvestRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Go on with a harvest, and try again what failed, was given up or could not be read.")

    @Argument(help: "The number of the harvest.") var id: Int64
    @OptionGroup var flags: HarvestFlags
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let home = try common.openHome()
        try home.retryHarvest(id)
        let summary = try await home.resumeHarvest(
            id, options: flags.options, through: flags.transport(), in: common.context())
        if common.json { return try Output.json(summary) }
        print(HarvestText.outcome(summary))
    }
}
