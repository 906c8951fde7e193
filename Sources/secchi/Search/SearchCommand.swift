// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi search catalogue|ssa|obscore|tap|registry|cone|name|links|match|about`
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Search the catalogue of your collections, and services of the Virtual Observatory.",
        subcommands: [
            SearchCatalogue.self, SearchSSA.self, SearchObsCore.self, SearchTAP.self, SearchRegistry.self,
            SearchCone.self, SearchName.self, SearchLinks.self, SearchMatch.self, SearchAbout.self,
        ])
}
