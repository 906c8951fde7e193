// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

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
        try keptPart(
            name, as: words, encode: { try Payload.encode($0) },
            decode: { try PropertyListDecoder().decode(Value.self, from: $0) },
            make: make)
    }

    /// As above, in a form of its own.
    func keptPart<Value>(
        _ name: String, as words: String, encode: (Value) throws -> Data, decode: (Data) throws -> Value,
        make: (ExecutionContext) throws -> Value
    ) throws -> Value {
        let states = name + "-states"
        let value = try kept(name, encode: encode, decode: decode) {
            try make(reporting(words, keepingIn: states))
        }
        checkpoints?.inside(states).removeAll()
        return value
    }
}
