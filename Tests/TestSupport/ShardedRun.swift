// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

/// Shards of one computation, each on a thread of its own: their pieces travel as bytes and arrive in random order.
public final class ShardedRun: @unchecked Sendable {
    private let count: Int
    private let condition = NSCondition()
    private var pieces: [[Int: Data]] = []
    private var hasFailed = false

    /// Steps that were divided.
    public var steps: Int { pieces.count }
    /// Of the step that most shards had a share in, how many these were.
    public private(set) var widest = 0

    public init(_ count: Int) { self.count = count }

    /// What each shard comes to.
    public func results<Result: Sendable>(
        _ body: @escaping @Sendable (ExecutionContext) throws -> Result
    ) throws -> [Result] {
        let all = Results<Result>()
        for number in 0..<count {
            Thread.detachNewThread { [self] in
                var context = ExecutionContext(threads: 1 + number % 2)
                context.shard = Shard(Member(run: self, number: number))
                let result = Swift.Result { try body(context) }
                condition.withLock {
                    if case .failure = result { hasFailed = true }
                    all.values[number] = result
                    condition.broadcast()
                }
            }
        }
        let found = condition.withLock {
            while all.values.count < count { condition.wait() }
            return all.values
        }
        // Of several failures that which is no consequence of another.
        for case .failure(let error) in found.values where !(error is CancellationError) { throw error }
        return try found.sorted { $0.key < $1.key }.map { try $0.value.get() }
    }

    private final class Results<Result: Sendable>: @unchecked Sendable {
        var values: [Int: Swift.Result<Result, any Error>] = [:]
    }

    private struct Share: Decodable {
        var first: Int
        var end: Int
    }

    private struct Member: ShardExchange {
        let run: ShardedRun
        let number: Int
        var count: Int { run.count }

        func pieces(ofStep step: Int, cancellation: CancellationToken, make: () throws -> Data) throws -> [Data] {
            let piece = try make()
            return try run.condition.withLock {
                while run.pieces.count <= step { run.pieces.append([:]) }
                run.pieces[step][number] = piece
                run.condition.broadcast()
                while run.pieces[step].count < count {
                    if run.hasFailed { throw CancellationError() }
                    run.condition.wait()
                }
                let all = run.pieces[step]
                let busy = try all.values.count { data in
                    let share = try PropertyListDecoder().decode(Share.self, from: data)
                    return share.first < share.end
                }
                run.widest = max(run.widest, busy)
                return all.values.shuffled()
            }
        }
    }
}
