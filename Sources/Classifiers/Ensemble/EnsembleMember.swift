// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Parameters

/// A method with its parameters, its types forgotten, so that methods of several kinds can stand in one list.
struct EnsembleMember: Sendable {
    /// The module's word.
    let name: String
    /// Learns, and gives what it learnt, the bytes of that and its size in words.
    let fit: @Sendable (TrainingRows, UInt64, ExecutionContext) throws -> Learnt
    /// What bytes that it gave say.
    let read: @Sendable (Data) throws -> Learnt

    /// Learns, or takes what it had learnt before a kill.
    func learnt(from rows: TrainingRows, seed: UInt64, context: ExecutionContext) throws -> Learnt {
        try context.keptPart(name, as: name, encode: \.payload, decode: read) { try fit(rows, seed, $0) }
    }

    struct Learnt: Sendable {
        var fitted: any FittedClassification
        var payload: Data
        var description: String
    }

    /// What a method learns from.
    struct TrainingRows: Sendable {
        var matrix: FeatureMatrix
        var labels: [Int]
        var groups: [Int]
        var classCount: Int
    }
}

extension SupervisedModule {
    /// This method with the parameters in a JSON object.
    ///
    /// - Throws: `ParameterError`.
    func member(json: Data) throws -> EnsembleMember {
        let parameters = try Parameters(json: json)
        try validate(parameters)
        return EnsembleMember(
            name: name,
            fit: { rows, seed, context in
                let fitted = try self.fit(
                    rows.matrix, labels: rows.labels, groups: rows.groups, classCount: rows.classCount,
                    parameters: parameters, seed: seed, context: context)
                return EnsembleMember.Learnt(
                    fitted: fitted, payload: try self.payload(of: fitted), description: self.description(of: fitted))
            },
            read: { payload in
                let fitted = try self.fitted(from: payload)
                return EnsembleMember.Learnt(
                    fitted: fitted, payload: payload, description: self.description(of: fitted))
            })
    }
}
