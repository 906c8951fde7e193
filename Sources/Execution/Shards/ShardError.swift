// SPDX-License-Identifier: Apache-2.0

/// Why shards cannot compute together.
public enum ShardError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A shard has not handed over its piece of a step in time. Shards and steps are counted from 0.
    case missing(shard: Int, step: Int, place: String)
    /// A piece that is not what the others did at this step.
    case unlike(step: Int, reason: String)

    /// The stable code: "SHD001".
    public var code: String { String(description.prefix(6)) }

    public var description: String {
        switch self {
        case .missing(let shard, let step, let place):
            """
            SHD001: \(place): shard \(shard) has not handed over its piece of step \(step); start it, then this one \
            again: it goes on from here
            """
        case .unlike(let step, let reason):
            """
            SHD002: step \(step): the shards do not do the same work (\(reason)); start them with the same program, data, \
            settings and number of shards, and an empty folder
            """
        }
    }
}
