// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@Suite struct PartsTests {
    @Test("results come in part order for any thread count", arguments: [1, 2, 7])
    func order(threads: Int) throws {
        let squares = try ExecutionContext(threads: threads).mapParts(100) { $0 * $0 }
        #expect(squares == (0..<100).map { $0 * $0 })
    }

    @Test("a cancelled context runs no part")
    func cancelled() {
        let context = ExecutionContext()
        context.cancellation.cancel()
        #expect(throws: CancellationError.self) { try context.mapParts(3) { $0 } }
    }

    @Test("seed and part decide the numbers")
    func seeds() {
        var first = SeededGenerator(seed: 1, part: 2)
        var again = SeededGenerator(seed: 1, part: 2)
        var other = SeededGenerator(seed: 1, part: 3)
        let numbers = (0..<4).map { _ in first.next() }
        #expect(numbers == (0..<4).map { _ in again.next() })
        #expect(numbers != (0..<4).map { _ in other.next() })
    }

    @Test("a file that is not committed never appears")
    func wholeFile() throws {
        let folder = try TemporaryFolder()
        do {
            let file = try WholeFile(path: folder.appending("lost"))
            try file.write(Data("half".utf8))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try WholeFile.write(Data("whole".utf8), to: folder.appending("kept"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["kept"])
    }
}
