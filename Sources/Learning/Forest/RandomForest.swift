// SPDX-License-Identifier: Apache-2.0

/// Many decision trees, each grown on its own sample of the rows, that vote by the mean of their class probabilities.
///
/// Values are binned once into at most 255 quantile bins a column; NaN has a bin of its own above all others, so a tree
/// may send "not known" its own way. Trees grow until leaves are pure, too small or too deep. Class counts are
/// integers, every tree draws from its own generator (seed, tree number), and ties go to the feature drawn first and
/// the lowest bin: equal seeds give equal bits for any number of threads.
///
/// ```swift
/// var forest = RandomForest()
/// forest.trees = 300
/// let fitted = try forest.fit(matrix, labels: [0, 1, 1, 0], classCount: 2, seed: 1)
/// let classes = try fitted.predict(matrix)      // [0, 1, 1, 0]
/// ```
///
/// - SeeAlso: Breiman 2001, doi:10.1023/A:1010933404324; Geurts, Ernst & Wehenkel 2006, doi:10.1007/s10994-006-6226-1
///   for ``Thresholds/random``; Ke et al. 2017 (LightGBM, NeurIPS 30) for the binning.
public struct RandomForest: Sendable, Codable, Hashable {
    /// What a split makes small: Gini impurity 1 − Σ pₖ², or entropy −Σ pₖ ln pₖ.
    public enum Criterion: String, Sendable, Codable, Hashable, CaseIterable { case gini, entropy }

    /// How many features a node looks at.
    public enum FeatureCount: Sendable, Codable, Hashable {
        /// √m, rounded down.
        case squareRoot
        /// log₂ m, rounded down.
        case logarithm
        /// A share of the columns, in (0, 1].
        case fraction(Double)
        /// A fixed number, at least 1; above m it means all.
        case count(Int)
    }

    /// Which rows a tree learns from.
    public enum Sampling: Sendable, Codable, Hashable {
        /// n rows with replacement.
        case bootstrap
        /// A share of the rows in (0, 1], without replacement.
        case fraction(Double)
    }

    /// How much the rows of a class count.
    public enum ClassWeights: Sendable, Codable, Hashable {
        /// Weight 1 for every class: frequent classes rule.
        case equal
        /// n / (K nₖ): every class weighs the same.
        case balanced
        /// One weight per class.
        case given([Double])
    }

    /// Which thresholds a node tries: all bins, or one at random per feature (extremely randomised trees).
    public enum Thresholds: String, Sendable, Codable, Hashable, CaseIterable { case best, random }

    /// 1 to 100,000.
    public var trees = 100
    /// Also decides what ``FittedForest/importance`` is measured in.
    public var criterion = Criterion.gini
    /// Columns drawn anew for each node; fewer make trees less alike, and each weaker.
    public var featureCount = FeatureCount.squareRoot
    /// Splits between the root and a leaf at most; `nil` for no limit.
    public var maximumDepth: Int?
    /// Rows in a leaf at least.
    public var minimumLeafSize = 1
    /// Rows each tree learns from; those it leaves out judge it (``FittedForest/outOfBag``).
    public var sampling = Sampling.bootstrap
    /// Factors on the weights of the rows, by class.
    public var classWeights = ClassWeights.equal
    /// `random` makes growing faster, and trees less alike.
    public var thresholds = Thresholds.best
    /// Quantile bins a column, 2 to 255.
    public var maximumBins = 255

    public init() {}
}
