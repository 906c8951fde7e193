// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Parameters

/// Learns from labelled rows of a dataset by a module whose model can be kept.
///
/// One thread at a time may use it: it keeps what was last looked at.
final class TunedLearner<Module: SupervisedModule>: LabelLearner {
    let known: LabelledRows
    let candidates: SearchCandidates<Module.Parameters>?
    let given: Module.Parameters
    private let module: Module
    private let dataset: Dataset
    private let context: ExecutionContext
    /// The numbers that are looked at by the given settings, and by others, the last ones used: of the spectra as they
    /// are, then of each set of copies.
    private let own: [FeatureMatrix]
    private var other: (look: FeatureParameters, matrices: [FeatureMatrix])?

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
        own = try Self.matrices(of: dataset, by: module, parameters: parameters, context: context)
    }

    /// All rows of the dataset, as these settings look at them.
    func matrix(_ parameters: Module.Parameters) throws -> FeatureMatrix { try matrices(parameters)[0] }

    private func matrices(_ parameters: Module.Parameters) throws -> [FeatureMatrix] {
        if parameters.look == given.look { return own }
        if let other, other.look == parameters.look { return other.matrices }
        let matrices = try Self.matrices(of: dataset, by: module, parameters: parameters, context: context)
        other = (parameters.look, matrices)
        return matrices
    }

    /// Of the spectra as they are, then of each set of copies.
    private static func matrices(
        of dataset: Dataset, by module: Module, parameters: Module.Parameters, context: ExecutionContext
    ) throws -> [FeatureMatrix] {
        let tuning = parameters.tuning
        let copies = VelocityCopies(
            count: tuning.velocityCopies, speed: tuning.copyVelocity, seed: UInt64(parameters.training.seed))
        return [try module.matrix(of: dataset, parameters: parameters, context: context)]
            + (try (0..<copies.count).map {
                try module.matrix(
                    of: copies.copy($0, of: dataset, context: context), parameters: parameters, context: context)
            })
    }

    /// - Parameter rows: numbers into ``known``.
    func fit(
        _ rows: [Int], by parameters: Module.Parameters, seed: UInt64, context: ExecutionContext
    ) throws -> Module.Fitted {
        let matrices = try matrices(parameters), places = rows.map { known.rows[$0] }
        let labels = rows.map { known.labels[$0] }, groups = rows.map { known.groups[$0] }
        let parts = matrices.map { $0.rows(places) }
        let matrix =
            try parts.count == 1
            ? parts[0]
            : FeatureMatrix(
                rows: parts.count * rows.count, columns: parts[0].columnCount, values: parts.flatMap(\.values))
        return try module.fit(
            matrix, labels: matrices.flatMap { _ in labels }, groups: matrices.flatMap { _ in groups },
            classCount: known.classNames.count, parameters: parameters, seed: seed, context: context)
    }

    /// What brings probabilities to the class shares that are wanted, after learning from these rows.
    func shares(_ rows: [Int], by parameters: Module.Parameters) -> ClassShares {
        ClassShares(
            help: parameters.tuning.rareClasses, labels: rows.map { known.labels[$0] },
            groups: rows.map { known.groups[$0] }, classCount: known.classNames.count)
    }

    func probabilities(
        of test: [Int], learntFrom training: [Int], by parameters: Module.Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> ClassProbabilities {
        let fitted = try fit(training, by: parameters, seed: seed, context: context)
        return try shares(training, by: parameters).applied(
            to: fitted.probabilities(of: matrix(parameters).rows(test.map { known.rows[$0] }), context: context))
    }

    func judge(
        _ test: [Int], learntFrom training: [Int], seed: UInt64, context: ExecutionContext
    ) throws -> JudgedFold<Module.Parameters> {
        let found = try context.kept("settings") { try self.settings(for: training, seed: seed, context: context) }
        let settings = try found.parameters()
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
            settings: found,
            probabilities: shares(training, by: settings).applied(
                to: try fitted.probabilities(of: rows, context: context)), bandUse: bandUse)
    }

    /// The bands of the spectrum with the columns of each; `nil` if the columns are not bins of pixels.
    func bands(_ parameters: Module.Parameters) throws -> WavelengthBands? {
        let features = parameters.look.features
        guard try features.pixels(of: dataset.grid).count == matrix(parameters).columnCount else { return nil }
        return try WavelengthBands(dataset.grid, features: features)
    }
}
