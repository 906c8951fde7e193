// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DataManager
import Datasets
import Foundation

/// `secchi dataset import FILE --output DATASET.fits`
struct DatasetImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn a CSV, a VO-CLOUD pair, or a FITS table of labelled spectra into a dataset.")

    @Argument(help: "The file; its content decides how it is read.")
    var file: String

    @Option(help: "The FITS dataset to write; by default in the data directory, named after the file.")
    var output: String?

    @Option(help: "CSV, VOTable or JSON with labels by id, to join on.")
    var labels: String?

    @Option(help: "Column of labels.") var labelColumn: String?
    @Option(help: "Column that names the object of each spectrum.") var groupColumn: String?
    @Option(help: "Column of identifiers.") var idColumn: String?
    @Option(help: "Column of flux vectors in a FITS table.") var fluxColumn: String?
    @Option(help: "Unit of the wavelengths, where the file names none.") var unit: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        var options = DatasetReadOptions()
        options.labelColumn = labelColumn
        options.groupColumn = groupColumn
        options.idColumn = idColumn
        options.fluxColumn = fluxColumn
        options.unit = unit
        let context = common.context()
        var dataset = try Dataset.read(from: file, options: options, context: context)
        if let labels { dataset = dataset.labelled(by: try Datasets.LabelList(contentsOf: labels)) }
        let path = try output ?? common.openHome().folder("datasets") + "/\(dataset.name).fits"
        if output == nil, FileManager.default.fileExists(atPath: path) {
            throw ValidationError("there is a dataset \(dataset.name) already; name another file with --output")
        }
        try dataset.write(to: path, context: context)
        let description = DatasetDescription(dataset, path: path)
        if common.json { return try Output.json(description) }
        print(description.text)
    }
}
