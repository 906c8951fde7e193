// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi samp clients|listen|hub|point|highlight|select`
struct SAMPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samp",
        abstract: "Talk with TOPCAT, Aladin, SPLAT-VO and other programs of the desktop.",
        discussion: """
            Programs find each other through a SAMP hub, which TOPCAT and Aladin bring along; where none of them runs, \
            secchi samp hub is one. secchi send sends files and results.
            """,
        subcommands: [
            SAMPClients.self, SAMPListen.self, SAMPHubCommand.self, SAMPPoint.self, SAMPHighlight.self, SAMPSelect.self,
        ],
        defaultSubcommand: SAMPClients.self)
}
