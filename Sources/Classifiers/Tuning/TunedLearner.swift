// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters

/// Learns from labelled rows of a dataset, by settings that are searched for among these rows first if that is wanted.
///
/// One thread at a time may use it: it keeps what was last looked at.
final class TunedLearner<Module: SupervisedModule> {
    let known: LabelledRows
    /// `nil` without a search.
    let candidates: SearchCandidates<Module.Parameters>?
    private let module: Module
    private let dataset: Dataset
    private let given: Module.Parameters
    private let context: ExecutionContext
    /// The numbers that are looked at by the given settings, and by others, the last ones used.
    private let own: FeatureMatrix
    private var other: (look: FeatureParameters, matrix: FeatureMatrix)?

    init(
        _ module: Module, dataset: Dataset, known: LabelledRows, parameters: Module.Parameters,
        context: ExecutionContext
    ) throws {
        self.module = module
        self.dataset = dataset
        self.known = known
        given = parameters
        self.context = context
        candidates = try SearchCandidates(of: parameters, check: module.validate)
        own = try module.matrix(of: dataset, parameters: parameters, context: context)
    }

    /// All rows of the dataset, as these settings look at them.
    func matrix(_ parameters: Module.Parameters) throws -> FeatureMatrix {
        if parameters.look == given.look { return own }
        if let other, other.look == parameters.look { return other.matrix }
        let matrix = try module.matrix(of: dataset, parameters: parameters, context: context)
        other = (parameters.look, matrix)
        return matrix
    }

    /// - Parameter rows: numbers into ``known``.
    func fit(
        _ rows: [Int], by parameters: Module.Parameters, seed: UInt64, context: ExecutionContext
    ) throws -> Module.Fitted {
        try module.fit(
            matrix(parameters).rows(rows.map { known.rows[$0] }), labels: rows.map { known.labels[$0] },
            groups: rows.map { known.groups[$0] }, classCount: known.classNames.count, parameters: parameters,
            seed: seed, context: context)
    }

    /// What is said of some labelled rows after learning from others.
    func probabilities(
        of test: [Int], learntFrom training: [Int], by parameters: Module.Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> ClassProbabilities {
        try fit(training, by: parameters, seed: seed, context: context)
            .probabilities(of: matrix(parameters).rows(test.map { known.rows[$0] }), context: context)
    }

    /// The settings to learn from these rows by: the best found inside them, or those given.
    func settings(
        for rows: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> FoundSettings<Module.Parameters> {
        guard let candidates, Set(rows.map { known.groups[$0] }).count >= 2 else { return try FoundSettings(given) }
        let outcome = try candidates.best(in: rows, of: known, seed: seed, context: context) {
            parameters, training, test, seed, context in
            try probabilities(of: test, learntFrom: training, by: parameters, seed: seed, context: context)
        }
        return try FoundSettings(candidates.all[outcome.best], outcome)
    }

    /// What is said of a fold's rows after learning from the others, and how.
    func judge(
        _ test: [Int], learntFrom training: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> JudgedFold<Module.Parameters> {
        let found = try settings(for: training, seed: seed, context: context), settings = try found.parameters()
        let fitted = try fit(training, by: settings, seed: seed, context: context)
        let rows = try matrix(settings).rows(test.map { known.rows[$0] })
        var bandUse: BandUse?
        if let bands = try bands(settings) {
            var use = BandUse(bands.pixels)
            try use.add(
                fitted, columns: bands.columns, matrix: rows, labels: test.map { known.labels[$0] }, seed: seed,
                context: context)
            bandUse = use
        }
        return JudgedFold(
            settings: found, probabilities: try fitted.probabilities(of: rows, context: context), bandUse: bandUse)
    }

    /// The bands of the spectrum with the columns of each; `nil` if the columns are not bins of pixels.
    func bands(_ parameters: Module.Parameters) throws -> WavelengthBands? {
        let features = parameters.look.features
        guard try features.pixels(of: dataset.grid).count == matrix(parameters).columnCount else { return nil }
        return try WavelengthBands(dataset.grid, features: features)
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
struct JudgedFold<Parameters: ParameterSet>: Codable {
    let settings: FoundSettings<Parameters>
    let probabilities: ClassProbabilities
    /// `nil` if the features are not bins of pixels.
    let bandUse: BandUse?
}
