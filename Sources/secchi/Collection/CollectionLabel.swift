// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager

struct CollectionLabel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Set the labels of a collection from a CSV file.")

    @Argument(help: "The collection.") var name: String
    @Argument(help: "CSV with columns id (or object, name, file) and label.") var file: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let list = try LabelList.read(file)
        let result = try common.openHome().collection(named: name).setLabels(list.labels, by: list.key)
        if common.json { return try Output.json(result) }
        print(Self.text(of: result))
    }

    static func text(of result: LabelResult) -> String {
        var text = "\(result.labelled) spectra labelled"
        if result.unmatched > 0 {
            let more = result.unmatched > result.unmatchedNames.count ? ", …" : ""
            text +=
                "\n  \(result.unmatched) names match no spectrum: \(result.unmatchedNames.joined(separator: ", "))\(more)"
        }
        return text
    }
}
