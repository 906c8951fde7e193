// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Datasets

/// `secchi dataset export DATASET --format csv --output FILE`
struct DatasetExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a dataset as CSV, for VO-CLOUD, or as FITS.")

    @Argument(help: "A dataset file, or the name of one in the data directory.")
    var dataset: String

    @Option(help: "The file to write; VO-CLOUD's meta.xml is put beside it.")
    var output: String

    @Option(help: "fits, csv or vo-cloud.")
    var format: DatasetFormat = .csv

    @OptionGroup var common: CommonOptions

    func run() throws {
        let context = common.context()
        let data = try Dataset.read(from: common.datasetPath(dataset), context: context)
        try data.write(to: output, format: format, context: context)
        let description = DatasetDescription(data, path: output)
        if common.json { return try Output.json(description) }
        print(description.text)
    }
}

extension DatasetFormat: ExpressibleByArgument {}
