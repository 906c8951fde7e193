// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

struct CollectionVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that every original still has the bytes that were received.")

    @Argument(help: "The collection.") var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let report = try common.openHome().collection(named: name).verify(in: common.context())
        if common.json {
            try Output.json(report)
        } else {
            print("\(report.checked) originals checked, \(report.damage.count) damaged")
            report.damage.forEach { Output.note("error: \($0)") }
        }
        if !report.damage.isEmpty { throw ExitCode.failure }
    }
}
