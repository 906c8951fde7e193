// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `secchi manual`: the reference pages, made from the one declaration of everything.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the reference of dialects, recipe steps, modules and parameters as Markdown.")

    func run() {
        print(Manual.text, terminator: "")
    }
}
