// SPDX-License-Identifier: Apache-2.0

import Foundation
import Jobs
import Parameters
import TestSupport
import Testing

@Suite struct JobDocumentTests {
    private func document(_ json: String, in folder: TemporaryFolder) throws -> JobDocument {
        try Data(json.utf8).write(to: folder.url.appending(path: "job.json"))
        return try JobDocument(contentsOf: folder.appending("job.json"))
    }

    @Test("an input may be one text or a list of them")
    func inputs() throws {
        let folder = try TemporaryFolder()
        let read = try document(#"{"module": "classify", "inputs": {"model": "m", "files": ["a", "b"]}}"#, in: folder)
        #expect(read.inputs == ["model": ["m"], "files": ["a", "b"]])
        #expect(read.parameters.isEmpty)
    }

    @Test("input files beside the document are found from anywhere")
    func relativePaths() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: folder.url.appending(path: "stars.fits"))
        let read = try document(
            #"{"module": "forest", "inputs": {"dataset": "stars.fits", "other": "elsewhere"}}"#, in: folder)
        #expect(read.inputs == ["dataset": [folder.appending("stars.fits")], "other": ["elsewhere"]])
    }

    @Test("a document survives its JSON form, whatever kind its values are")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let written = JobDocument(
            module: "forest", inputs: ["dataset": ["/stars.fits"]],
            parameters: [
                "trees": .integer(7), "share": .real(0.25), "balanced": .boolean(true), "depth": .null,
                "bins": .array([.integer(8), .integer(16)]), "recipe": .object(["steps": .array([.text("cut")])]),
            ])
        #expect(try document(String(decoding: written.json(), as: UTF8.self), in: folder) == written)
    }

    @Test(
        "a document that cannot be used says why",
        arguments: [
            (#"{"inputs": {}}"#, "\"module\" is missing"),
            (#"{"module": 5}"#, "module: "),
            (#"not JSON"#, "JSON"),
        ])
    func refusal(json: String, reason: String) throws {
        let folder = try TemporaryFolder()
        #expect {
            try document(json, in: folder)
        } throws: { error in
            "\(error)".hasPrefix("JOB001: ") && "\(error)".contains(folder.appending("job.json"))
                && "\(error)".contains(reason)
        }
    }
}
