// SPDX-License-Identifier: Apache-2.0

import DataManager
import Datasets
import Execution
import Foundation
import Jobs
import Parameters
import TestSupport
import Testing

/// Jobs that were broken off and go on.
@Suite struct JobResumeTests {
    private let folder: TemporaryFolder
    private let runner: JobRunner
    private let document: JobDocument

    init() throws {
        folder = try TemporaryFolder()
        runner = JobRunner(home: try Home(path: folder.appending("home")))
        let path = folder.appending("made.csv")
        var generator = SeededGenerator(seed: 3, part: 0)
        let lines = (0..<60).map { row in
            let flux = (0..<20).map { pixel in
                "\(1 + (row % 2 == 0 && pixel == 8 ? 2 : 0) + generator.uniform() / 4)"
            }
            return "s\(row),\(row % 2 == 0 ? "emission" : "absorption"),\(flux.joined(separator: ","))"
        }
        let head = "id,label," + (0..<20).map { "\(6500 + $0)" }.joined(separator: ",")
        try Data(([head] + lines).joined(separator: "\n").utf8).write(to: URL(filePath: path))
        document = JobDocument(
            module: "forest", inputs: ["dataset": [path]],
            parameters: ["trees": .integer(20), "resamples": .integer(100)])
    }

    /// Cancels once a stage begins.
    private func context(endingAt stage: String) -> ExecutionContext {
        let token = CancellationToken()
        return ExecutionContext(
            threads: 2, progress: ProgressReporter { if $0.stage.hasPrefix(stage) { token.cancel() } },
            cancellation: token)
    }

    private func bytes(_ name: String, of folder: JobFolder) throws -> Data {
        try Data(contentsOf: URL(filePath: folder.resultsPath + "/" + name))
    }

    @Test("a training that was cancelled goes on, learns no fold twice, and gives the same bits")
    func goesOn() throws {
        let (whole, _) = try runner.run(document, context: ExecutionContext(threads: 2))
        #expect(!FileManager.default.fileExists(atPath: whole.path + "/checkpoints"))
        #expect(throws: CancellationError.self) { try runner.run(document, context: context(endingAt: "fold 4")) }
        let broken = try #require(runner.folders().last)
        #expect(try broken.state().phase == .aborted)
        let kept = try FileManager.default.contentsOfDirectory(atPath: broken.path + "/checkpoints").sorted()
        #expect(kept.prefix(3) == ["fold-1", "fold-2", "fold-3"])
        // Had a fold before been learnt again, this would end it.
        _ = try runner.resume(broken, context: context(endingAt: "fold 1"))
        #expect(try broken.state().phase == .completed)
        for name in ["model.secchi", "candidates.vot", "scores.vot", "predictions.vot"] {
            #expect(try bytes(name, of: broken) == bytes(name, of: whole), "\(name)")
        }
        #expect(throws: JobError.notResumable(job: broken.path, reason: "it is complete")) {
            try runner.resume(broken, context: ExecutionContext())
        }
    }

    @Test("a job whose dataset has changed does not go on")
    func changed() throws {
        #expect(throws: CancellationError.self) { try runner.run(document, context: context(endingAt: "fold 2")) }
        let broken = try #require(runner.folders().last)
        let path = folder.appending("made.csv")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data((text + "\ns60,emission," + [String](repeating: "1", count: 20).joined(separator: ",")).utf8)
            .write(to: URL(filePath: path))
        let refusal = #expect(throws: JobError.self) { try runner.resume(broken, context: ExecutionContext()) }
        #expect(refusal?.description.contains("made.csv is no longer what it was") == true)
    }
}
