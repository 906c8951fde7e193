// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command-line program: one subcommand per step of the way from archive files to a classified catalogue.
@main
struct Secchi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secchi",
        abstract: "Find the rare spectra in large archives.",
        subcommands: [])
}
