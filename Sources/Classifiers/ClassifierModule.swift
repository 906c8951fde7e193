// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
public import Foundation
public import Parameters

/// A method as a user picks it: parameters, and a run on a dataset that gives a model, tables, plots and scores.
///
/// A new module is one file that conforms, and one line in ``ClassifierModules/all``. Its parameters are declared once,
/// with a `seed` among them, so that the job document says all that a run depends on; threads never change a result.
public protocol ClassifierModule: Sendable {
    /// Declared once; flags, forms, manual and checks come from it. One of them is `seed`.
    associatedtype Parameters: ParameterSet

    /// The word on the command line and in job documents: "forest".
    var name: String { get }
    /// One sentence for help pages, without its full stop.
    var summary: String { get }
    /// What a user has it for; decides the subcommand that offers it.
    var purpose: ModulePurpose { get }

    /// Learns from a dataset (its labelled rows, if it needs labels), judges itself, and says what it makes of all rows.
    ///
    /// - Throws: ``ClassifierError``, `ParameterError`, `LearningError`, or `CancellationError`.
    func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun

    /// Says what a model that this module has trained makes of other rows, prepared by the same recipe.
    ///
    /// - Throws: ``ClassifierError/gridMismatch(have:need:)`` if the rows are on another grid;
    ///   ``ClassifierError/wrongModule(file:have:need:)`` if another module trained the model, or this one trains none.
    func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun
}

/// What a module is for; each is a subcommand.
public enum ModulePurpose: String, Sendable, CaseIterable {
    /// Learns classes from labelled spectra and predicts them: `secchi train`.
    case train
    /// Scores how odd each spectrum is: `secchi outliers`.
    case outliers
    /// Lays spectra out so that alike ones are near: `secchi map`.
    case map
    /// Finds groups without labels: `secchi cluster`.
    case cluster
    /// Spreads the labels of some spectra over all: `secchi propagate`.
    case propagate
    /// Measures numbers in each spectrum: `secchi measure`.
    case measure
}

extension ClassifierModule {
    /// Most modules learn classes.
    public var purpose: ModulePurpose { .train }

    /// A module whose result is the run itself has nothing to apply later.
    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        throw ClassifierError.wrongModule(file: model.dataset, have: model.module, need: name)
    }

    /// What every ``apply(_:to:context:)`` asks of its model and dataset.
    ///
    /// - Throws: ``ClassifierError``, or `DatasetError` for a dataset whose parts do not fit together.
    func check(_ model: Model, for dataset: Dataset) throws {
        guard model.module == name else {
            throw ClassifierError.wrongModule(file: model.dataset, have: model.module, need: name)
        }
        try dataset.check()
        try model.checkGrid(of: dataset)
    }

    /// What flags, forms and manuals show of the parameters.
    public var declarations: [ParameterDeclaration] { Parameters.declarations }

    /// The flags as `--help` shows them.
    public var flagHelp: String { Parameters.flagHelp }

    /// Runs with parameters from a JSON object; what it leaves out keeps its default.
    ///
    /// - Throws: `ParameterError`, and what the run throws.
    public func run(on dataset: Dataset, json: Data, context: ExecutionContext) throws -> ClassifierRun {
        try run(on: dataset, parameters: Parameters(json: json), context: context)
    }

    /// The complete parameters, as a JSON object with sorted keys, of what a user typed as flags.
    ///
    /// - Throws: `ParameterError`.
    public func parameterJSON(flags: [String]) throws -> Data {
        try Parameters(flags: flags).json()
    }

    /// The complete parameters, as a JSON object with sorted keys, of a partial one; checks them on the way.
    ///
    /// - Throws: `ParameterError`.
    public func parameterJSON(completing json: Data) throws -> Data {
        try Parameters(json: json).json()
    }
}
