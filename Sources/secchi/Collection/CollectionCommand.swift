// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi collection list|show|label|rejected|verify|remove`
struct CollectionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collection",
        abstract: "List, show, label, check and remove collections.",
        subcommands: [
            CollectionList.self, CollectionShow.self, CollectionLabel.self, CollectionRejected.self,
            CollectionVerify.self,
            CollectionRemove.self,
        ],
        defaultSubcommand: CollectionList.self)
}
