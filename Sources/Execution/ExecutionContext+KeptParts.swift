// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension ExecutionContext {
    /// As ``gatherParts(_:_:)``, but what parts have given is kept every so often, and parts kept of a run before are not
    /// done again.
    ///
    /// - Parameters:
    ///   - state: of all that the parts depend on; its owner removes it.
    ///   - write: appends what a part gave.
    ///   - read: takes that out again.
    package func gatherParts<Part: Codable & Sendable>(
        _ partCount: Int, keeping state: inout KeptState, write: @Sendable (Part, inout KeptState.Draft) -> Void,
        read: (inout KeptState.Contents) throws -> Part, _ body: @Sendable (Int) throws -> Part
    ) throws -> [Part] {
        guard state.isActive else { return try gatherParts(partCount, body) }
        let before = state.restore { contents in
            var parts: [Int: Part] = [:]
            for _ in 0..<(try contents.integer(in: 0...partCount)) {
                let number = try contents.integer(in: 0...partCount - 1)
                parts[number] = try read(&contents)
            }
            return parts
        }
        let done = Mutex(before ?? [:]), keeper = Mutex(state)
        // Whoever finds the keeper busy goes on with its next part.
        let parts = try mapParts(partCount) { number in
            if let kept = done.withLock({ $0[number] }) { return kept }
            let part = try body(number)
            done.withLock { $0[number] = part }
            _ = keeper.withLockIfAvailable { state in
                state.offer { draft in
                    let parts = done.withLock { $0 }
                    draft.append(parts.count)
                    for number in parts.keys.sorted() {
                        guard let part = parts[number] else { continue }
                        draft.append(number)
                        write(part, &draft)
                    }
                }
            }
            return part
        }
        state = keeper.withLock { $0 }
        return parts
    }
}
