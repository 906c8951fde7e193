// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The tables that say what a survey holds: `labels.csv` and `planted.csv`, written row by row.
struct SurveyTables: ~Copyable {
    private let labels: WholeFile
    private let planted: WholeFile?

    init(folder: String, parameters: SimulationParameters) throws {
        let labels = try WholeFile(path: folder + "/labels.csv")
        try labels.write(Data(TruthRow.csvHeader.utf8))
        let plants = parameters.duplicates > 0 || parameters.badFiles > 0
        let planted = plants ? try WholeFile(path: folder + "/planted.csv") : nil
        try planted?.write(Data("file,kind,original\n".utf8))
        self.labels = labels
        self.planted = planted
    }

    mutating func add(_ row: TruthRow) throws {
        try labels.write(Data(row.csv.utf8))
    }

    func add(_ file: PlantedFile) throws {
        try planted?.write(Data("\(file.name),\(file.kind),\(file.original)\n".utf8))
    }

    consuming func finish() throws {
        try planted?.commit()
        try labels.commit()
    }
}
