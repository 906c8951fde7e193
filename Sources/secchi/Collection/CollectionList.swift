// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

struct CollectionList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all collections.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        let summaries = try common.openHome().collections().map { try $0.summary() }
        if common.json { return try Output.json(summaries) }
        if summaries.isEmpty {
            return Output.note("no collections yet; secchi ingest FOLDER --collection NAME makes one")
        }
        let rows = summaries.map {
            [$0.name, "\($0.spectra)", "\($0.groups)", "\($0.labels.count)", "\($0.rejectedFiles)"]
        }
        print(Output.table([["collection", "spectra", "objects", "classes", "rejected"]] + rows))
    }
}
