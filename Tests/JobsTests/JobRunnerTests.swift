// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import Jobs
import Parameters
import TestSupport
import Testing

@Suite struct JobRunnerTests {
    private let folder: TemporaryFolder
    private let runner: JobRunner

    init() throws {
        folder = try TemporaryFolder()
        runner = JobRunner(home: try Home(path: folder.appending("home")))
    }

    @Test("an unknown module is refused with the list of known ones, and leaves no folder")
    func unknownModule() {
        #expect {
            try runner.run(JobDocument(module: "magic"), context: ExecutionContext())
        } throws: {
            "\($0)".hasPrefix("JOB002: there is no module magic; there are: build, classify, compare, forest")
        }
        #expect(runner.folders().isEmpty)
    }

    @Test("a missing input is refused by role")
    func missingInput() {
        #expect(throws: JobError.missingInput(role: "dataset", module: "forest")) {
            try runner.run(JobDocument(module: "forest"), context: ExecutionContext())
        }
    }

    @Test("a parameter out of range is refused before anything is run")
    func badParameter() {
        let document = JobDocument(
            module: "forest", inputs: ["dataset": ["x"]], parameters: ["trees": .integer(0)])
        #expect {
            try runner.run(document, context: ExecutionContext())
        } throws: {
            "\($0)".hasPrefix("PAR003: trees: 0 is not allowed")
        }
        #expect(runner.folders().isEmpty)
    }

    @Test("predictions are found by file or beside a model, and a job without them says so")
    func predictions() throws {
        let table = folder.appending("predictions.vot"), model = folder.appending("model.secchi")
        for path in [table, model] { #expect(FileManager.default.createFile(atPath: path, contents: Data())) }
        #expect(try runner.predictionsFile(named: table) == table)
        #expect(try runner.predictionsFile(named: model) == table)
        let kept = try JobFolder(creatingIn: runner.jobsPath, for: JobDocument(module: "build"))
        #expect(throws: JobError.noPredictions(job: kept.name)) { try runner.predictionsFile(named: kept.name) }
        #expect(throws: JobError.self) { try runner.predictionsFile(named: "nowhere") }
    }

    @Test("a job that fails keeps its folder, with the phase, the reason and every parameter")
    func failure() throws {
        let document = JobDocument(module: "forest", inputs: ["dataset": [folder.appending("none.fits")]])
        #expect(throws: (any Error).self) { try runner.run(document, context: ExecutionContext()) }
        let kept = try #require(runner.folders().first)
        let state = try kept.state()
        #expect(state.phase == .error)
        #expect(state.errorSummary?.contains("none.fits") == true)
        #expect(try kept.document().parameters["trees"] != nil)
        #expect(FileManager.default.fileExists(atPath: kept.path + "/log.txt"))
    }
}
