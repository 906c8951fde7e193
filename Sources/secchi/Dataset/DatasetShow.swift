// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets

/// `secchi dataset show DATASET`
struct DatasetShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say what a dataset holds, and what is suspicious about it.")

    @Argument(help: "A dataset file, or the name of one in the data directory.")
    var dataset: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let path = common.datasetPath(dataset)
        let data = try Dataset.read(from: path, context: common.context())
        let description = DatasetDescription(data, path: path, quality: DatasetQuality(of: data))
        if common.json { return try Output.json(description) }
        print(description.text)
    }
}
