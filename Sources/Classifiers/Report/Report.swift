// SPDX-License-Identifier: Apache-2.0

/// All that the report of a run shows, so that the page can be made again.
///
/// What every classifier with classes has (scores, importance, examples) is kept as numbers; what a module adds of its
/// own is kept as ``sections``, drawn.
public struct Report: Sendable, Codable, Hashable {
    /// The heading of the page: the method and the dataset.
    public var title: String
    /// Name of the module: "forest".
    public var module: String
    /// Version of the program that made the report.
    public var version: String
    /// Name of the dataset that was classified.
    public var dataset: String
    /// In the order of class numbers everywhere in the report; empty for a module without classes.
    public var classNames: [String]
    /// Spectra in the dataset.
    public var spectra: Int
    /// Spectra whose label was learnt from; 0 when a model was applied.
    public var labelled: Int
    /// Distinct objects among all ``spectra``.
    public var objects: Int
    /// Per class: labelled spectra, and spectra without label that were taken for it.
    public var counts: [ClassCount]
    /// Scores on objects not seen; `nil` when a model was applied to new spectra.
    public var evaluation: Evaluation?
    /// One curve per class, of its labelled spectra and of unlabelled ones taken for it.
    public var meanSpectra: MeanSpectra
    /// `nil` for a classifier without, and when a model was applied.
    public var importance: Importance?
    /// The clearest of each class (at most 9), then the 6 most doubtful, then the 6 worst mistakes, of distinct
    /// objects.
    public var examples: [Example]
    /// What was left without an answer; `nil` if everything was answered.
    public var rejection: Rejection?
    /// What the job worked on, by role, if that is more than one dataset.
    public var inputs: [String: String]?
    /// Numbers for the head of the page in place of the usual ones; empty for those.
    public var highlights: [Highlight]
    /// What the module adds of its own, below the scores.
    public var sections: [Section]
    /// Further facts worth a line.
    public var facts: [Fact]
    /// Sentences for the head of the page; empty if all is well.
    public var warnings: [String]
    /// All parameters as a JSON object.
    public var parameters: String
    /// The recipe as JSON; `nil` for imported datasets.
    public var recipe: String?
    /// The grid in words.
    public var grid: String

    /// How many spectra a class has.
    public struct ClassCount: Sendable, Codable, Hashable {
        /// Spectra of the dataset whose label is this class.
        public var labelled: Int
        /// Spectra without a label that was learnt from, most probable in this class.
        public var predicted: Int
    }

    /// Spectra that are none of the classes.
    public struct Rejection: Sendable, Codable, Hashable {
        /// Least probability of the best class that is answered.
        public var threshold: Double
        /// Spectra below it.
        public var count: Int
        /// What the training reached with it on objects not seen: share of the answers that was right, and share of the
        /// spectra that was answered; `nil` if not known.
        public var accuracy: Double?
        public var coverage: Double?
        /// Share of the spectra learnt from that an answered one is at most as odd as; `nil` if that was not asked for.
        public var odder: Double?
        /// Spectra that are odder, and not doubtful.
        public var oddCount: Int?
    }

    /// One line of the table of facts.
    public struct Fact: Sendable, Codable, Hashable {
        /// What it is: "Model".
        public var name: String
        /// Number and unit, or words.
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Mean of the standardised spectra of each class, on a coarser grid; NaN where no spectrum has data.
    public struct MeanSpectra: Sendable, Codable, Hashable {
        /// p ≤ 420 block means of the grid, in ``unit``.
        public var wavelengths: [Double]
        /// In VOUnits spelling, that of the dataset's grid.
        public var unit: String
        /// "air", "vacuum" or "unknown".
        public var medium: String
        /// Classes that have members, by ascending number.
        public var classes: [ClassMean]

        /// The mean of one class.
        public struct ClassMean: Sendable, Codable, Hashable {
            /// Place in ``Report/classNames``.
            public var number: Int
            /// p values at ``MeanSpectra/wavelengths``, in standard deviations of a spectrum; NaN where fewer than a
            /// tenth as many spectra have data as at the best point.
            public var flux: [Float]
        }
    }

    /// What the classifier used.
    public struct Importance: Sendable, Codable, Hashable {
        /// p ≤ 420 block means of the grid, in its unit.
        public var wavelengths: [Double]
        /// Share of the decrease of impurity; adds up to at most 1. Empty for a classifier that cannot tell.
        public var values: [Double]
        /// Bands of equal pixel count that cover the grid.
        public var bands: [Band]

        /// Accuracy lost, on objects not seen, when a band is shuffled among spectra.
        public struct Band: Sendable, Codable, Hashable {
            /// First pixel centre of the band, in the unit of the grid.
            public var low: Double
            /// Last pixel centre of the band.
            public var high: Double
            /// Share of the predictions that turn wrong, 0 to 1; below 0 by chance for a useless band.
            public var loss: Double
        }
    }

    /// One spectrum worth a look.
    public struct Example: Sendable, Codable, Hashable {
        /// Taken for a class with great probability; hard to tell from another; labelled, but taken for another class.
        public enum Kind: String, Sendable, Codable, CaseIterable { case certain, uncertain, mistaken }

        /// Why it is shown.
        public var kind: Kind
        /// Identifier in the dataset.
        public var id: String
        /// Name of the object, if the archive gives one.
        public var object: String?
        /// Class number of its label; `nil` without a label, or with one that is none of the classes.
        public var label: Int?
        /// Most probable class, as a place in ``Report/classNames``.
        public var predicted: Int
        /// Probability of ``predicted``, 0 to 1.
        public var probability: Float
        /// The second best class and its probability.
        public var second: Int
        /// Not above ``probability``.
        public var secondProbability: Float
        /// Signal-to-noise as the archive states it.
        public var snr: Double?
        /// File or URL of the original.
        public var source: String
        /// On the grid of ``MeanSpectra/wavelengths``, standardised; NaN where it has no data.
        public var flux: [Float]
    }

    /// What a run stores beside its page.
    public static let fileName = "report.json"
}
