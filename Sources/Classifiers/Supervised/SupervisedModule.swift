// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
public import Foundation
public import Learning

/// A module that learns classes from labelled spectra: what differs between one method and the next.
///
/// All else is the same for every method and stands in the extension: cross-validation by object, the final model, the
/// table of candidates, the report, and applying the model later.
public protocol SupervisedModule: ClassifierModule where Parameters: TunedParameters {
    /// What the method learns.
    associatedtype Fitted: FittedClassification

    /// Whether it looks at the features of ``FeatureParameters`` and so can be a member of an ensemble; by default it does.
    var looksAtFeatures: Bool { get }

    /// The numbers the method looks at; by default ``FeatureParameters``. Nothing may be learnt here, since it is done
    /// before the folds are made.
    ///
    /// - Returns: a row per spectrum of the dataset.
    func matrix(of dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> FeatureMatrix

    /// Learns from rows of known class.
    ///
    /// - Parameters:
    ///   - labels: class numbers of the rows.
    ///   - groups: object numbers of the rows.
    /// - Throws: `LearningError`, or `CancellationError`.
    func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> Fitted

    /// The bytes that a model file keeps of what was learnt.
    func payload(of fitted: Fitted) throws -> Data

    /// What ``payload(of:)`` wrote.
    ///
    /// - Throws: ``ClassifierError/notAModel(file:reason:)`` or `LearningError` for bytes that are not of this method.
    func fitted(from payload: Data) throws -> Fitted

    /// The size of the model in words, for the report: "300 trees".
    func description(of fitted: Fitted) -> String

    /// What each column of the matrix is worth to the method, adding up to 1; `nil` if it cannot tell.
    func importance(of fitted: Fitted) -> [Double]?

    /// Share of the training rows that the method gets wrong without having seen them; `nil` if it cannot tell.
    func outOfBagError(of fitted: Fitted) -> Double?

    /// Checks of parameters beyond their declared ranges.
    ///
    /// - Throws: `ParameterError`.
    func check(_ parameters: Parameters) throws
}

extension SupervisedModule {
    public func matrix(
        of dataset: Dataset, parameters: Parameters, context: ExecutionContext
    ) throws -> FeatureMatrix {
        try parameters.look.features.matrix(of: dataset, context: context)
    }

    public func payload(of fitted: Fitted) throws -> Data { try Payload.encode(fitted) }

    public func fitted(from payload: Data) throws -> Fitted { try Payload.decode(from: payload, module: name) }

    public var looksAtFeatures: Bool { true }

    public func importance(of fitted: Fitted) -> [Double]? { nil }

    public func outOfBagError(of fitted: Fitted) -> Double? { nil }

    public func check(_ parameters: Parameters) throws {}
}
