// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ShardTests {
    /// Counts how often each number is added; a sum as the algorithms have it.
    private final class Tally: PartsSum {
        let counts = Mutex<[Int: Int]>([:])
        func piece(of parts: Range<Int>) -> [Int: Int] { counts.withLock { all in all.filter { parts ~= $0.key } } }
        func add(_ piece: [Int: Int], of parts: Range<Int>) {
            counts.withLock { $0.merge(piece, uniquingKeysWith: +) }
        }
    }

    @Test(
        "Parts come to the same in any number of shards, also if there are fewer parts than shards",
        arguments: [1, 2, 7])
    func parts(count: Int) throws {
        for parts in [0, 1, 5, 7, 30] {
            let run = ShardedRun(count)
            let results = try run.results { context in
                let tally = Tally()
                try context.addParts(parts, to: tally) { part in tally.counts.withLock { $0[part, default: 0] += 1 } }
                let numbers = try context.gatherValues(parts) { [Float](repeating: .nan, count: $0) + [Float($0)] }
                let texts = try context.gatherParts(parts) { "\($0)" }
                return (tally.counts.withLock { $0 }, numbers, texts)
            }
            #expect(results.count == count)
            #expect(run.steps == 3)
            #expect(run.widest == min(parts, count))
            for (counts, numbers, texts) in results {
                #expect(counts == Dictionary(uniqueKeysWithValues: (0..<parts).map { ($0, 1) }))
                #expect(numbers.map(\.last) == (0..<parts).map { Float($0) })
                #expect(numbers.map(\.count) == (0..<parts).map { $0 + 1 })
                #expect(texts == (0..<parts).map { "\($0)" })
            }
        }
    }

    private func context(_ folder: TemporaryFolder, _ number: Int, of count: Int) -> ExecutionContext {
        var context = ExecutionContext(threads: 1)
        context.shard = Shard(SharedFolder(path: folder.path, number: number, count: count, patience: .zero))
        return context
    }

    @Test("Shards that come one after the other through a folder go on where they were and compute nothing twice")
    func folder() throws {
        let folder = try TemporaryFolder()
        let computed = Mutex(0)
        @Sendable func work(_ context: ExecutionContext) throws -> [Int] {
            let tally = Tally()
            try context.addParts(10, to: tally) { part in tally.counts.withLock { $0[part, default: 0] += 1 } }
            let seen = tally.counts.withLock { $0 }
            return try context.gatherParts(10) { part in
                computed.withLock { $0 += 1 }
                return part * (seen[part] ?? 0)
            }
        }
        var found: [[Int]] = []
        // The last shard waits for none; each round brings the others one step further.
        for _ in 0..<3 {
            for number in [1, 0, 2] {
                do { found.append(try work(context(folder, number, of: 3))) } catch is ShardError {}
            }
        }
        #expect(found.count >= 3)
        #expect(found.allSatisfy { $0 == Array(0..<10) })
        #expect(computed.withLock { $0 } == 10)
    }

    @Test("A missing shard and one that does other work are told")
    func unlike() throws {
        let folder = try TemporaryFolder()
        #expect { try context(folder, 0, of: 2).gatherParts(4) { $0 } } throws: { "\($0)".hasPrefix("SHD001") }
        #expect { try context(folder, 1, of: 2).gatherParts(5) { $0 } } throws: { "\($0)".hasPrefix("SHD002") }
        try Data("noise".utf8).write(to: URL(filePath: folder.appending("step-0-shard-1-of-2")))
        #expect { try context(folder, 0, of: 2).gatherParts(4) { $0 } } throws: { "\($0)".hasPrefix("SHD002") }
    }

    @Test("An error of one shard ends the others' waiting through cancellation")
    func failing() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try ShardedRun(2).results { context in
                try context.gatherParts(2) { part in
                    if part == 1 { throw Failure() }
                    return part
                }
            }
        }
        let folder = try TemporaryFolder()
        var waiting = ExecutionContext(threads: 1)
        waiting.shard = Shard(SharedFolder(path: folder.path, number: 0, count: 2))
        let token = waiting.cancellation
        #expect(throws: CancellationError.self) {
            try waiting.gatherParts(2) { part in
                token.cancel()
                return part
            }
        }
    }
}
