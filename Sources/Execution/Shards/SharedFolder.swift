// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Shards that hand over their pieces as files in a folder that all see: the same on one machine and on a cluster.
///
/// Each piece is a file of its own that appears whole or not at all. A shard started again takes the pieces that it has
/// given before from there and computes only what is missing. The folder belongs to one computation; whoever started it
/// removes it at the end.
///
/// ```swift
/// var context = ExecutionContext()
/// context.shard = Shard(SharedFolder(path: "/scratch/job-17", number: 2, count: 7))   // the third of seven
/// let factors = try LocalOutlierFactor().fit(matrix, context: context)                // all shards get all factors
/// ```
public struct SharedFolder: ShardExchange {
    public let number: Int
    public let count: Int
    private let path: String
    private let patience: Duration

    /// - Parameters:
    ///   - path: made when needed.
    ///   - number: in `0..<count`.
    ///   - patience: for how long to wait for the other shards at each step.
    public init(path: String, number: Int, count: Int, patience: Duration = .seconds(3600)) {
        precondition((0..<count).contains(number), "a shard is one of those there are")
        self.path = path
        self.number = number
        self.count = count
        self.patience = patience
    }

    public func pieces(ofStep step: Int, cancellation: CancellationToken, make: () throws -> Data) throws -> [Data] {
        let folder = Checkpoints(folder: path)
        func name(_ shard: Int) -> String { "step-\(step)-shard-\(shard)-of-\(count)" }
        if folder.data(named: name(number)) == nil {
            let piece = try make()
            try folder.keep(name(number)) { try $0.write(piece) }
        }
        let start = ContinuousClock.now
        var pause = 0.000_5
        return try (0..<count).map { shard in
            while true {
                try cancellation.check()
                if let data = folder.data(named: name(shard)) { return data }
                guard start.duration(to: .now) < patience else {
                    throw ShardError.missing(shard: shard, step: step, place: path)
                }
                Thread.sleep(forTimeInterval: pause)
                pause = min(pause * 1.5, 0.25)
            }
        }
    }
}
