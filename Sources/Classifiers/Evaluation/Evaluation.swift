// SPDX-License-Identifier: Apache-2.0

public import Learning

/// How well a classifier does on objects it has not seen, with intervals and what can be had without looking at spectra.
public struct Evaluation: Sendable, Hashable, Codable {
    /// How the predictions were made, one sentence.
    public var method: String
    /// True × predicted class, summed over the repeats.
    public var confusion: ConfusionMatrix
    public var scores: ScoreIntervals
    public var probabilities: ProbabilityScores
    /// Always the most frequent class.
    public var majority: ScoreIntervals
    /// A class drawn by frequency.
    public var proportional: ScoreIntervals
    /// The classifier minus the majority baseline, on the same resamples.
    public var gain: PairedComparison
    /// Share of the rows that trees which did not see them get wrong; rows of one object may be on both sides, so this is
    /// too good where objects have several spectra. `nil` if the classifier has none.
    public var outOfBagError: Double?
    /// Accuracy against signal-to-noise, lowest first; empty if that is not known.
    public var bySignalToNoise: [SignalToNoiseBin]
    public var rows: Int
    public var objects: Int
    public var folds: Int
    public var repeats: Int

    /// Rows of similar signal-to-noise.
    public struct SignalToNoiseBin: Sendable, Hashable, Codable {
        public var low: Double
        public var high: Double
        public var count: Int
        public var accuracy: Interval
    }
}
