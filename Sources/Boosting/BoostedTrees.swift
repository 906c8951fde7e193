// SPDX-License-Identifier: Apache-2.0

/// Trees grown one after another, each on what those before it still get wrong: gradient boosting by XGBoost.
///
/// A round grows one tree per class on the gradient of the cross-entropy, with histograms of the columns. Scores start
/// at the logarithms of the class frequencies, so a class without rows is never predicted. NaN is "not known" and goes
/// the way that a split learnt for it; infinities count as the greatest finite numbers. Gradients are rounded to 2⁻²²
/// of their greatest value, which makes their sums exact: equal seeds give equal bits for any number of threads.
///
/// ```swift
/// var boosted = BoostedTrees()
/// boosted.rounds = 200
/// boosted.earlyStopping = .init(patience: 10, folds: 5)
/// let fitted = try boosted.fit(matrix, labels: labels, classCount: 7, groups: stars, seed: 1)
/// ```
///
/// - SeeAlso: Friedman 2001, doi:10.1214/aos/1013203451; Chen & Guestrin 2016, doi:10.1145/2939672.2939785.
public struct BoostedTrees: Sendable, Codable, Hashable {
    /// When to stop before the last round.
    public struct EarlyStopping: Sendable, Codable, Hashable {
        /// Rounds without a lower cross-entropy of the rows set aside, at least 1.
        public var patience: Int
        /// One of so many parts of the objects is set aside, 2 to 100.
        public var folds: Int

        public init(patience: Int, folds: Int) {
            self.patience = patience
            self.folds = folds
        }
    }

    /// 1 to 100,000.
    public var rounds = 100
    /// What share of each tree's answer is taken, in (0, 1].
    public var learningRate = 0.3
    /// Splits between the root and a leaf at most, 1 to 30.
    public var maximumDepth = 6
    /// Leaves of a tree at most; with it, the split of most gain is made first. `nil` for no limit.
    public var maximumLeaves: Int?
    /// Hessian, about rows not yet settled, that a leaf must have at least.
    public var minimumLeafWeight = 1.0
    /// What a leaf's answer is held back by (L2).
    public var regularisation = 1.0
    /// Share of the rows each round draws, in (0, 1].
    public var rowShare = 1.0
    /// Share of the columns each node draws, in (0, 1].
    public var columnShare = 1.0
    /// Bins a column, 2 to 1024.
    public var maximumBins = 64
    /// Whether every class weighs the same, n / (K nₖ), whatever its frequency.
    public var balancesClasses = false
    /// `nil` to grow all rounds.
    public var earlyStopping: EarlyStopping?

    public init() {}
}
