// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Spectra of seven classes as uneven as in a survey, made by `Peers/made_spectra.py` into a file that peers read too.
struct MadeSpectra {
    static let classCount = 7

    let rows: Int
    /// 3700 of the optical range, or another number about the Hα line.
    let pixels: Int
    let harness: Harness

    /// The file's path, made when it is first asked for: rows × pixels little-endian floats.
    func path() throws -> String {
        let path = "\(harness.scratch)/spectra-\(rows)x\(pixels)-1"
        if !FileManager.default.fileExists(atPath: path + ".u8") {
            try harness.pythonOutput("made_spectra.py", [harness.scratch, "\(rows)", "\(pixels)"])
        }
        return path + ".f32"
    }

    func matrix() throws -> FeatureMatrix {
        let data = try Data(contentsOf: URL(filePath: try path()), options: .alwaysMapped)
        let values = [Float](unsafeUninitializedCapacity: rows * pixels) { buffer, count in
            count = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 4
        }
        return try FeatureMatrix(rows: rows, columns: pixels, values: values)
    }

    func labels() throws -> [Int] {
        try Data(contentsOf: URL(filePath: String(try path().dropLast(3)) + "u8")).map(Int.init)
    }
}
