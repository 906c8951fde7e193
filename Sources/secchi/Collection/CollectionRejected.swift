// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

struct CollectionRejected: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejected", abstract: "List the files that gave no spectrum, with the reason.")

    @Argument(help: "The collection.") var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let rejected = try common.openHome().collection(named: name).rejectedFiles()
        if common.json { return try Output.json(rejected) }
        rejected.forEach { print($0.reason) }
    }
}
