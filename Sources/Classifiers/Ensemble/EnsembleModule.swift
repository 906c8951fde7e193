// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
public import Learning
public import Parameters

/// Several methods whose probabilities are averaged: they err on different spectra, so the mean errs on fewer.
///
/// - SeeAlso: Kittler et al. 1998, doi:10.1109/34.667881 (the sum rule).
public struct EnsembleModule: SupervisedModule {
    public var name: String { "ensemble" }
    public var summary: String { "ensemble: the mean of what several other methods say" }
    public var looksAtFeatures: Bool { false }

    /// What a user can set.
    public struct Parameters: TunedParameters {
        /// Modules that learn classes, each once.
        @Parameter("Methods whose probabilities are averaged") public var members = ["forest", "kernel"]
        /// As many as there are methods; none: all count the same.
        @Parameter("What each method counts, in the same order; none: all the same") public var weights: [Double] = []
        /// What is not said has the method's default. How spectra become features is the same for all of them.
        @Parameter("Parameters of the methods, as JSON: {\"forest\": {\"trees\": 500}}")
        public var memberSettings: String? = nil
        /// How a spectrum becomes features.
        public var look = FeatureParameters()
        /// How the ensemble is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "members=forest|kernel|forest,kernel;differences=0,1,2")

        public init() {}
    }

    public init() {}

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedEnsemble {
        let rows = EnsembleMember.TrainingRows(matrix: matrix, labels: labels, groups: groups, classCount: classCount)
        let members = try parameters.made()
        let learnt = try members.map { try $0.learnt(from: rows, seed: seed, context: context) }
        let parts = members.indices.map { place in
            FittedEnsemble.Part(
                module: members[place].name, weight: parameters.weights.isEmpty ? 1 : parameters.weights[place],
                payload: learnt[place].payload, description: learnt[place].description)
        }
        return try FittedEnsemble(
            classCount: classCount, columnCount: matrix.columnCount, parts: parts, members: learnt.map(\.fitted))
    }

    public func check(_ parameters: Parameters) throws { _ = try parameters.made() }

    public func description(of fitted: FittedEnsemble) -> String {
        fitted.parts.map { "\($0.module): \($0.description)" }.joined(separator: "; ")
    }

    /// The module of that name, if it can be a method of an ensemble.
    ///
    /// - Throws: ``ClassifierError/unknownModule(name:known:)``.
    static func module(_ name: String) throws(ClassifierError) -> any SupervisedModule {
        let known = ClassifierModules.all.compactMap { $0 as? any SupervisedModule }.filter(\.looksAtFeatures)
        guard let module = known.first(where: { $0.name == name }) else {
            throw .unknownModule(name: name, known: known.map(\.name))
        }
        return module
    }
}
