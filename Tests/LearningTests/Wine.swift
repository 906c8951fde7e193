// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

/// The wine recognition data of the UCI repository (Aeberhard & Forina 1992, CC BY 4.0), as scikit-learn 1.9.1 ships it:
/// 178 rows of 13 values, 3 classes.
struct Wine {
    let matrix: FeatureMatrix
    let labels: [Int]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data/wine.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let table = lines.map { $0.split(separator: ",").compactMap { Float($0) } }
        matrix = try FeatureMatrix(rows: table.count, columns: 13, values: table.flatMap { $0[..<13] })
        labels = table.map { Int($0[13]) }
    }
}
