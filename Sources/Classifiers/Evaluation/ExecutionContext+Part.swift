// SPDX-License-Identifier: Apache-2.0

import Execution

extension ExecutionContext {
    /// The same with the stage of every report named after what it is part of.
    ///
    /// - Parameter folder: where the part keeps its states, apart from those of other parts; `nil` if it is to keep none.
    func reporting(_ part: String, keepingIn folder: String? = nil) -> ExecutionContext {
        let outer = progress
        var inner = ExecutionContext(
            threads: threads,
            progress: ProgressReporter { update in
                var update = update
                update.stage = "\(part): \(update.stage)"
                outer.report(update)
            }, cancellation: cancellation)
        inner.checkpoints = folder.flatMap { checkpoints?.inside($0) }
        return inner
    }

    /// What was kept of a part of the work, or is made of it now and kept; its states are forgotten then.
    ///
    /// - Parameter words: what reports name the part.
    func keptPart<Value: Codable>(
        _ name: String, as words: String, make: (ExecutionContext) throws -> Value
    ) throws -> Value {
        let states = name + "-states"
        let value = try kept(name) { try make(reporting(words, keepingIn: states)) }
        checkpoints?.inside(states).removeAll()
        return value
    }
}
