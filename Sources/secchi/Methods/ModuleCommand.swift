// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers
import Foundation
import Jobs
import Parameters

/// A subcommand that runs one of the modules with its purpose on a dataset, with flags from the module's declarations.
protocol ModuleCommand: ParsableCommand {
    static var purpose: ModulePurpose { get }
    var options: ModuleOptions { get }
    var common: CommonOptions { get }
}

/// What every ``ModuleCommand`` is given.
struct ModuleOptions: ParsableArguments {
    @Option(help: "A dataset file, or the name of one in the data directory.")
    var dataset: String

    @Option(help: "The method; see below. (default: the first)")
    var module: String?

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("Parameters of the method, see below.", valueName: "flags"))
    var flags: [String] = []
}

extension ModuleCommand {
    /// Help that lists the modules with their flags.
    static func described(_ name: String, as abstract: String) -> CommandConfiguration {
        let modules = ClassifierModules.all(for: purpose)
        return CommandConfiguration(
            commandName: name, abstract: abstract,
            usage: "secchi \(name) --dataset DATASET [--module \(modules.first?.name ?? "")] [flags]",
            discussion: modules.map { "\($0.name): \($0.summary)\n\($0.flagHelp)" }.joined(separator: "\n\n"))
    }

    func run() throws {
        let (module, json) = try checkedUsage()
        let parameters = try JSONDecoder().decode([String: JSONValue].self, from: json)
        let document = JobDocument(
            module: module.name, inputs: ["dataset": [options.dataset]], parameters: parameters)
        try JobOutcome.run(document, with: common)
    }

    /// What is wrong with flags is wrong usage.
    private func checkedUsage() throws -> (module: any ClassifierModule, parameters: Data) {
        do {
            let module = try ClassifierModules.named(options.module, for: Self.purpose)
            return (module, try module.parameterJSON(flags: options.flags))
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
