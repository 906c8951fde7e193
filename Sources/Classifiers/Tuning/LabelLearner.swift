// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Parameters

/// Learns from labelled rows of a dataset, by settings that are searched for among these rows first if that is wanted:
/// what differs between methods whose model is kept and those that look at all spectra at once.
protocol LabelLearner<Parameters>: AnyObject {
    associatedtype Parameters: TunedParameters

    var known: LabelledRows { get }
    /// Of the run.
    var given: Parameters { get }
    /// `nil` without a search.
    var candidates: SearchCandidates<Parameters>? { get }

    /// What is said of some labelled rows after learning from others.
    ///
    /// - Parameters:
    ///   - test: numbers into ``known``.
    ///   - training: numbers into ``known``.
    func probabilities(
        of test: [Int], learntFrom training: [Int], by parameters: Parameters, seed: UInt64, context: ExecutionContext
    ) throws -> ClassProbabilities

    /// What is said of a fold's rows after learning from the others, and how.
    func judge(
        _ test: [Int], learntFrom training: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> JudgedFold<Parameters>
}

extension LabelLearner {
    /// The settings to learn from these rows by: the best found inside them, or those given.
    func settings(
        for rows: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> FoundSettings<Parameters> {
        guard let candidates, Set(rows.map { known.groups[$0] }).count >= 2 else { return try FoundSettings(given) }
        let outcome = try candidates.best(in: rows, of: known, seed: seed, context: context) {
            parameters, training, test, seed, context in
            try probabilities(of: test, learntFrom: training, by: parameters, seed: seed, context: context)
        }
        return try FoundSettings(candidates.all[outcome.best], outcome)
    }

    func judge(
        _ test: [Int], learntFrom training: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> JudgedFold<Parameters> {
        let found = try context.kept("settings") { try self.settings(for: training, seed: seed, context: context) }
        return JudgedFold(
            settings: found,
            probabilities: try probabilities(
                of: test, learntFrom: training, by: found.parameters(), seed: seed, context: context), bandUse: nil)
    }
}

/// Settings as they can be kept, and how they were found.
struct FoundSettings<Parameters: ParameterSet>: Codable {
    private let json: Data
    /// `nil` without a search.
    let outcome: CandidateSearch.Outcome?

    init(_ parameters: Parameters, _ outcome: CandidateSearch.Outcome? = nil) throws {
        json = try parameters.json()
        self.outcome = outcome
    }

    func parameters() throws -> Parameters { try Parameters(json: json) }
}

/// What came of one fold of the cross-validation.
struct JudgedFold<Parameters: ParameterSet>: JudgedRows {
    let settings: FoundSettings<Parameters>
    let probabilities: ClassProbabilities
    /// `nil` if the features are not bins of pixels.
    let bandUse: BandUse?
}
