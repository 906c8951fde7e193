// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import DataManager

@Suite("Ingest")
struct IngestTests {
    @Test("every spectrum of every file in a folder gets a row, in the order of names and rows")
    func folder() throws {
        let fixture = try IngestFixture()
        try fixture.write("b 1 2\nc 3 4\n", to: "two.txt")
        try fixture.write("a 1 2\n", to: "deep/er/one.txt")
        let summary = try fixture.ingest()
        #expect(summary.filesAccepted == 2)
        #expect(summary.spectraAccepted == 3)
        let reader = try fixture.collection.reader()
        #expect(try reader.entries(part: 0).map(\.identifier) == ["a", "b", "c"])
    }
}
