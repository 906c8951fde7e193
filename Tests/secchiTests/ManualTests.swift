// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ManualTests {
    private static let docs = URL(filePath: #filePath).appending(path: "../../../Docs").standardized

    @Test("Docs/reference.md is what secchi manual prints")
    func reference() throws {
        let home = try TemporaryFolder()
        let printed = try SecchiProgram.run(["manual"], home: home.path).output
        let page = try String(contentsOf: Self.docs.appending(path: "reference.md"), encoding: .utf8)
        #expect(page == printed, "run: secchi manual > Docs/reference.md")
    }

    @Test("Docs/errors.md explains every error code that the sources have, and no other")
    func errors() throws {
        let sources = Self.docs.appending(path: "../Sources").standardized
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
            $0.hasSuffix("Error.swift")
        }
        let code = /\b([A-Z]{3}[0-9]{3})[":]/
        let inSources = try files.reduce(into: Set<Substring>()) { codes, file in
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            codes.formUnion(text.matches(of: code).map(\.output.1))
        }
        let page = try String(contentsOf: Self.docs.appending(path: "errors.md"), encoding: .utf8)
        let explained = Set(page.matches(of: /\| `([A-Z]{3}[0-9]{3})` \|/).map(\.output.1))
        #expect(inSources.subtracting(explained).sorted() == [])
        #expect(explained.subtracting(inSources).sorted() == [])
    }
}
