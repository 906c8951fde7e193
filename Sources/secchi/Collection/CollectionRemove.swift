// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

struct CollectionRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a collection and the originals that no other collection has.")

    @Argument(help: "The collection.") var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let originals = try common.openHome().removeCollection(named: name)
        if common.json { return try Output.json(["originals": originals]) }
        print("\(name) removed, with \(originals) originals")
    }
}
