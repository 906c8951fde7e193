// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi harvest SOURCE… --collection NAME` and `secchi harvest list|show|retry|cancel`
struct HarvestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "harvest",
        abstract: "Fetch spectra over the network into a collection; list, show, retry and cancel harvests.",
        subcommands: [HarvestFetch.self, HarvestList.self, HarvestShow.self, HarvestRetry.self, HarvestCancel.self],
        defaultSubcommand: HarvestFetch.self)
}
