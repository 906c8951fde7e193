// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import VOTable

/// The tables that say what a survey holds: `labels.csv`, `truth.vot`, `spectra.vot` and `planted.csv`, written row by
/// row.
struct SurveyTables: ~Copyable {
    private let labels: WholeFile
    private let planted: WholeFile?
    private var truth: VOTableWriter
    private var listing: VOTableWriter

    init(folder: String, parameters: SimulationParameters) throws {
        let labels = try WholeFile(path: folder + "/labels.csv")
        try labels.write(Data(TruthRow.csvHeader.utf8))
        let plants = parameters.duplicates > 0 || parameters.badFiles > 0
        let planted = plants ? try WholeFile(path: folder + "/planted.csv") : nil
        try planted?.write(Data("file,kind,original\n".utf8))
        let truth = try Self.truth(folder: folder, parameters: parameters)
        let listing = try Self.listing(folder: folder)
        self.labels = labels
        self.planted = planted
        self.truth = truth
        self.listing = listing
    }

    private static func truth(folder: String, parameters: SimulationParameters) throws -> VOTableWriter {
        var table = VOTableDocument.Table()
        table.name = "truth"
        table.description = "What is true of each spectrum of a simulated survey"
        table.fields = TruthRow.fields
        var resource = VOTableDocument.Resource()
        resource.type = "results"
        resource.infos = [
            .init(name: "seed", value: String(parameters.seed)),
            .init(name: "spectra", value: String(parameters.spectra)),
        ]
        return try VOTableWriter(
            path: folder + "/truth.vot", table: table, resource: resource, serialization: .tabledata)
    }

    private static func listing(folder: String) throws -> VOTableWriter {
        var table = VOTableDocument.Table()
        table.name = "spectra"
        table.description = "Files of a simulated survey"
        table.fields = SurveyListing.fields
        return try VOTableWriter(
            path: folder + "/spectra.vot", table: table, resource: SurveyListing.resource, serialization: .tabledata)
    }

    mutating func add(_ row: TruthRow) throws {
        try labels.write(Data(row.csv.utf8))
        try truth.write(row.values)
        try listing.write(row.listing)
    }

    func add(_ file: PlantedFile) throws {
        try planted?.write(Data("\(file.name),\(file.kind),\(file.original)\n".utf8))
    }

    consuming func finish() throws {
        try truth.finish()
        try listing.finish()
        try planted?.commit()
        try labels.commit()
    }
}
