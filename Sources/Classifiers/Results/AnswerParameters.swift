// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Which spectra a model is to leave without an answer.
public struct AnswerParameters: ParameterSet {
    /// The class is then "none of these"; the probabilities stay in the table.
    @Parameter(
        "Probability of the best class below which a spectrum is none of these; not set: every spectrum is answered",
        in: 0...1)
    public var noneBelow: Double? = nil
    /// The threshold is the one that reached it in the cross-validation of the training.
    @Parameter(
        "Share of the answers that are to be right; what is too doubtful for it is none of these", in: 0.01...1)
    public var targetAccuracy: Double? = nil
    /// A class is answered even for kinds of object that the training had none of; those are odd.
    @Parameter(
        "Share of the spectra learnt from; a spectrum odder than that share of them is none of these", in: 0.5...1)
    public var noneOdder: Double? = nil

    public init() {}
}
