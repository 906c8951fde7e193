// SPDX-License-Identifier: Apache-2.0

public import Learning

/// How well a classifier does on objects it has not seen, with intervals and what can be had without looking at
/// spectra.
public struct Evaluation: Sendable, Hashable, Codable {
    /// How the predictions were made, one sentence.
    public var method: String
    /// True × predicted class, summed over the repeats.
    public var confusion: ConfusionMatrix
    /// The classifier, over all predictions of all repeats; 95 % intervals from resampling objects.
    public var scores: ScoreIntervals
    /// How far the probabilities can be trusted; of one prediction per row, the mean over the repeats.
    public var probabilities: ProbabilityScores
    /// The same before calibration, which was learnt from the folds that a spectrum is not in; `nil` without one.
    public var uncalibrated: ProbabilityScores?
    /// How the probabilities were calibrated; `nil` if they were not.
    public var calibration: ProbabilityCalibration.Method?
    /// Always the most frequent class.
    public var majority: ScoreIntervals
    /// A class drawn by frequency.
    public var proportional: ScoreIntervals
    /// The classifier minus the majority baseline, on the same resamples.
    public var gain: PairedComparison
    /// Share of the rows that trees which did not see them get wrong; rows of one object may be on both sides, so this
    /// is too good where objects have several spectra. `nil` if the classifier has none.
    public var outOfBagError: Double?
    /// Accuracy against signal-to-noise, lowest first; empty if that is not known.
    public var bySignalToNoise: [SignalToNoiseBin]
    /// What the probabilities are worth beyond the most probable class; `nil` in reports of earlier versions.
    public var certainty: CertaintyEvaluation?
    /// Labelled spectra that were used.
    public var rows: Int
    /// Distinct objects among them.
    public var objects: Int
    /// Parts of a cross-validation; fewer than asked for if there are fewer objects.
    public var folds: Int
    /// Cross-validations with different divisions into folds.
    public var repeats: Int

    /// Rows of similar signal-to-noise.
    public struct SignalToNoiseBin: Sendable, Hashable, Codable {
        /// Lowest signal-to-noise in the bin.
        public var low: Double
        /// Highest signal-to-noise in the bin.
        public var high: Double
        /// Spectra in the bin, at least 20.
        public var count: Int
        /// Share of these spectra that were taken for what they are, resampled by object.
        public var accuracy: Interval
    }
}
