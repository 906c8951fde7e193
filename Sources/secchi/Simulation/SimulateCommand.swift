// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Parameters
import Spectra

/// `secchi simulate DIR --spectra N …`
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make a survey with known labels, as files in the layouts of real archives.",
        usage: "secchi simulate FOLDER [--spectra N] [--seed N] [flags]",
        discussion: SimulationParameters.flagHelp)

    @Argument(
        parsing: .allUnrecognized, help: ArgumentHelp("Where to write, and the flags below.", valueName: "folder"))
    var words: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
        let (parameters, folder) = try ModuleFlags.parse(SimulationParameters.self, words, operand: "folder")
        let there = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard there.isEmpty else {
            throw ValidationError("\(folder) is not empty; name a new folder, so that labels and files stay together")
        }
        let summary = try Simulation.run(parameters, into: folder, context: common.context())
        if common.json { return try Output.json(summary) }
        print("\(summary.spectra) spectra of \(summary.objects) objects in \(summary.folder)")
        let classes = summary.spectraOfClass.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        print(Output.table(classes.map { ["  " + $0.key, String($0.value)] }))
        print("labels: \(summary.labels)\ntruth:  \(summary.truth)")
    }
}
