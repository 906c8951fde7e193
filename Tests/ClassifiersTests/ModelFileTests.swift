// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Datasets
import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct ModelFileTests {
    private let model = Model(
        module: "forest", version: "9", classNames: ["a", "ü"],
        grid: SpectralGrid(kind: .linear, values: [1, 2, 3], medium: .vacuum), recipe: nil,
        parameters: Data(#"{"seed":4}"#.utf8), dataset: "d", trainingRows: 3, trainingGroups: 2,
        payload: Data([0, 10, 13, 255, 10]))

    @Test("a model survives its file, whatever bytes its payload holds")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("model.secchi")
        try model.write(to: path)
        #expect(try Model(contentsOf: path) == model)
    }

    @Test("a cut, foreign, newer or missing file is refused with its name")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("m")
        func message(_ data: Data) throws -> String {
            try data.write(to: URL(filePath: path))
            do {
                _ = try Model(contentsOf: path)
                return "accepted"
            } catch { return "\(error)".replacingOccurrences(of: path, with: "m") }
        }
        try model.write(to: path)
        let whole = try Data(contentsOf: URL(filePath: path))
        for length in 0..<whole.count {
            #expect(try message(whole.prefix(length)).hasPrefix("CLS009: m: not a whole model"))
        }
        #expect(
            try message(Data("SIMPLE  =".utf8))
                == "CLS009: m: not a whole model (it does not start with SECCHI-MODEL); "
                + "train it again or fetch the file again")
        #expect(try message(Data("SECCHI-MODEL 99\n{}\n".utf8)).hasPrefix("CLS010: m: model format 99 is newer than 1"))
        #expect { try Model(contentsOf: folder.appending("none")) } throws: { "\($0)".hasPrefix("CLS012") }
    }
}
