// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Execution

/// `secchi harvest SOURCE… --collection NAME`
struct HarvestFetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch the spectra of a list, a query, a folder or an address. May be left out.",
        discussion: """
            SOURCE: a VOTable with a column of addresses, as TOPCAT writes it and SSA services answer (a file, an address, or - \
            for standard input), a text file with an address a line, an HTML index or FTP folder (all below it), or the \
            address of a spectrum. The same command after a kill or a lost network goes on where it was.

            Examples:
              secchi harvest candidates.vot --collection candidates
              secchi harvest 'http://archive.example/ssa?REQUEST=queryData&POS=10.68,41.27&SIZE=1' --collection m31
              secchi harvest https://archive.example/dr1/ --collection dr1 --parallel 4
            """)

    @Argument(help: "Lists, queries, folders, addresses, or -.") var sources: [String]
    @Option(help: "The collection, made if it is not there.") var collection: String
    @Option(help: "The column of the list that holds the addresses; found by its meaning otherwise.") var column:
        String?
    @Option(help: "Folders below the start of a crawl.") var depth = 8
    @Flag(help: "First put back what failed or was given up in an earlier harvest of the same source.") var retry =
        false
    @OptionGroup var flags: HarvestFlags
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let home = try common.openHome()
        let collection = try home.collection(named: collection, create: true)
        var options = flags.options
        options.column = column
        options.maximumDepth = depth
        let transport = try flags.transport()
        let context = common.context()
        var summaries: [HarvestSummary] = []
        for source in sources {
            if retry {
                for harvest in try home.harvests()

                where harvest.source == HarvestSource.named(source).description && harvest.collection == collection.name
                {
                    try home.retryHarvest(harvest.id)
                }
            }
            summaries.append(
                try await collection.harvest(.named(source), options: options, through: transport, in: context))
        }
        if common.json { return try Output.json(summaries) }
        for summary in summaries { print(HarvestText.outcome(summary)) }
    }
}
