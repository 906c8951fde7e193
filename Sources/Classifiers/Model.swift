// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Foundation
public import Learning

/// What a classifier learnt, together with the recipe it needs; can be applied to any collection later.
///
/// One file: a line that names the format, one line of JSON (this value without ``payload``), then the payload.
public struct Model: Sendable, Hashable, Codable {
    /// The module that trained it and can apply it: "forest".
    public var module: String
    /// The version of the program that trained it.
    public var version: String
    /// Names of the classes, in the order of the probabilities.
    public var classNames: [String]
    /// The grid that spectra must be on.
    public var grid: SpectralGrid
    /// How spectra are prepared; `nil` if the dataset was imported ready-made.
    public var recipe: Recipe?
    /// All parameters of the run, the seed among them, as a JSON object.
    public var parameters: Data
    /// Name of the dataset it learnt from.
    public var dataset: String
    /// Labelled spectra it learnt from.
    public var trainingRows: Int
    /// Distinct objects among ``trainingRows``.
    public var trainingGroups: Int
    /// The learnt values, in a form of the module's own.
    public var payload: Data
    /// What the probability of each class is multiplied by before calibration, to help classes of few objects; `nil` for
    /// as they are.
    public var classFactors: [Double]?
    /// What makes its probabilities mean what they say; `nil` for as they are.
    public var calibration: ProbabilityCalibration?
    /// Accuracy on objects not seen against the least probability that is answered; `nil` for models without classes.
    public var rejection: RejectionCurve?
    /// How unlike the spectra that it learnt from a new one is; `nil` for models without classes.
    public var novelty: Novelty?

    public init(
        module: String, version: String, classNames: [String], grid: SpectralGrid, recipe: Recipe?, parameters: Data,
        dataset: String, trainingRows: Int, trainingGroups: Int, payload: Data
    ) {
        self.module = module
        self.version = version
        self.classNames = classNames
        self.grid = grid
        self.recipe = recipe
        self.parameters = parameters
        self.dataset = dataset
        self.trainingRows = trainingRows
        self.trainingGroups = trainingGroups
        self.payload = payload
    }
}
