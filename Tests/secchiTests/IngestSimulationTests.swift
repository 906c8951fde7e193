// SPDX-License-Identifier: Apache-2.0

import DataManager
import Foundation
import TestSupport
import Testing

@Suite struct IngestSimulationTests {
    @Test("of a simulated survey every spectrum comes in, and what was planted is known for what it is")
    func planted() throws {
        let folder = try TemporaryFolder()
        let survey = folder.appending("survey")
        let home = folder.appending("home")
        let made = try SecchiProgram.run(
            ["simulate", survey, "--spectra", "80", "--repeated", "0.5", "--duplicates", "0.3", "--bad-files", "0.1"],
            home: home)
        #expect(made.status == 0, "\(made.errors)")
        let planted = try String(contentsOfFile: survey + "/planted.csv", encoding: .utf8).split(separator: "\n")
            .dropFirst().map { $0.split(separator: ",")[1] }
        func count(_ kind: String) -> Int { planted.count { $0 == kind } }
        try #require(count("copy") > 0 && count("twin") > 0)

        let result = try SecchiProgram.run(
            ["ingest", survey + "/spectra", "--collection", "s", "--labels", survey + "/labels.csv"], home: home)
        #expect(result.status == 0, "\(result.errors)")
        let collection = try Home(path: home).collection(named: "s")
        let summary = try collection.summary()
        #expect(summary.spectra == 80 + count("twin"))
        #expect(summary.twins == count("twin"))
        #expect(summary.rejectedFiles == planted.count - count("copy") - count("twin"))
        #expect(result.output.contains("\(count("copy")) files have the bytes of another one"))
        // Each spectrum of the survey has its label.
        let reader = try collection.reader()
        #expect(reader.count == 80)
        let entries = try (0..<reader.partCount).flatMap { try reader.entries(part: $0) }
        #expect(entries.allSatisfy { $0.label != nil })
        #expect(Set(entries.map(\.name)).count == 80)
    }
}
