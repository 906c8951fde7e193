// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi search catalogue|…`
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the catalogue of your collections, and services of the Virtual Observatory.",
        subcommands: [SearchCatalogue.self])
}
