// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Parameters

/// The parameters that a search chooses from: those of the run, then others from its space.
struct SearchCandidates<Parameters: TunedParameters>: Sendable {
    /// Names of what differs between them.
    let names: [String]
    /// The first are those of the run; all are different.
    let all: [Parameters]
    private let search: CandidateSearch

    /// - Returns: `nil` if nothing is to be searched.
    /// - Throws: `ParameterError`, also for a candidate that the check refuses.
    init?(of given: Parameters, check: (Parameters) throws -> Void) throws {
        let tuning = given.tuning
        guard tuning.search != "none" else { return nil }
        let judged = Set((TrainingParameters.declarations + TuningParameters.declarations).map(\.name))
        let searched = try SearchedSettings(
            tuning.searchSpace, declarations: Parameters.declarations.filter { !judged.contains($0.name) })
        let settings =
            tuning.search == "grid"
            ? try searched.grid(budget: tuning.searchBudget)
            : try searched.random(tuning.searchBudget, seed: UInt64(given.training.seed))
        var all = [given], seen: Set = [given]
        for setting in settings {
            let candidate = try given.setting(setting)
            try check(candidate)
            if seen.insert(candidate).inserted { all.append(candidate) }
        }
        names = searched.names
        self.all = all
        var search = CandidateSearch()
        search.score = CandidateSearch.Score(rawValue: tuning.searchScore) ?? .macroF1
        search.folds = tuning.searchFolds
        search.eta = tuning.search == "halving" ? 3 : 1
        self.search = search
    }

    /// What a candidate has for each of ``names``.
    func values(of candidate: Int) -> [String] {
        let texts = all[candidate].texts
        return names.map { texts[$0] ?? "not set" }
    }

    /// Judges all candidates by a cross-validation inside some rows.
    ///
    /// - Parameters:
    ///   - rows: numbers into `known`.
    ///   - learn: as ``SupervisedModule/fit(_:labels:groups:classCount:parameters:seed:context:)``, with numbers into
    ///     `known` to learn from and to judge.
    func best(
        in rows: [Int], of known: LabelledRows, seed: UInt64, context: ExecutionContext,
        learn: (Parameters, [Int], [Int], UInt64, ExecutionContext) throws -> ClassProbabilities
    ) throws -> CandidateSearch.Outcome {
        try search.best(
            of: all.count, labels: rows.map { known.labels[$0] }, groups: rows.map { known.groups[$0] },
            classCount: known.classNames.count, seed: seed, context: context
        ) { candidate, training, test, seed, context in
            try learn(all[candidate], training.map { rows[$0] }, test.map { rows[$0] }, seed, context)
        }
    }
}
