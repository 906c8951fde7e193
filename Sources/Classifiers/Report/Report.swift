// SPDX-License-Identifier: Apache-2.0

/// All that the report of a run shows: numbers, not drawings, so that the page can be made again.
public struct Report: Sendable, Codable, Hashable {
    public var title: String
    public var module: String
    public var version: String
    public var dataset: String
    public var classNames: [String]
    /// Spectra in the dataset, with labels that were used, and objects.
    public var spectra: Int
    public var labelled: Int
    public var objects: Int
    /// Per class: labelled spectra, and spectra without label that were taken for it.
    public var counts: [ClassCount]
    /// Scores on objects not seen; `nil` when a model was applied to new spectra.
    public var evaluation: Evaluation?
    public var meanSpectra: MeanSpectra
    public var importance: Importance?
    public var examples: [Example]
    /// Further facts worth a line.
    public var facts: [Fact]
    public var warnings: [String]
    /// All parameters as a JSON object.
    public var parameters: String
    /// The recipe as JSON; `nil` for imported datasets.
    public var recipe: String?
    /// The grid in words.
    public var grid: String

    public struct ClassCount: Sendable, Codable, Hashable {
        public var labelled: Int
        public var predicted: Int
    }

    public struct Fact: Sendable, Codable, Hashable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Mean of the standardised spectra of each class, on a coarser grid; NaN where no spectrum has data.
    public struct MeanSpectra: Sendable, Codable, Hashable {
        public var wavelengths: [Double]
        public var unit: String
        public var medium: String
        public var classes: [ClassMean]

        public struct ClassMean: Sendable, Codable, Hashable {
            public var number: Int
            public var flux: [Float]
        }
    }

    /// What the classifier used.
    public struct Importance: Sendable, Codable, Hashable {
        public var wavelengths: [Double]
        /// Share of the decrease of impurity; adds up to at most 1.
        public var values: [Double]
        public var bands: [Band]

        /// Accuracy lost, on objects not seen, when a band is shuffled among spectra.
        public struct Band: Sendable, Codable, Hashable {
            public var low: Double
            public var high: Double
            public var loss: Double
        }
    }

    /// One spectrum worth a look.
    public struct Example: Sendable, Codable, Hashable {
        public enum Kind: String, Sendable, Codable, CaseIterable { case certain, uncertain, mistaken }

        public var kind: Kind
        public var id: String
        public var object: String?
        public var label: Int?
        public var predicted: Int
        public var probability: Float
        /// The second best class and its probability.
        public var second: Int
        public var secondProbability: Float
        public var snr: Double?
        public var source: String
        /// On the grid of ``MeanSpectra/wavelengths``, standardised; NaN where it has no data.
        public var flux: [Float]
    }

    /// What a run stores beside its page.
    public static let fileName = "report.json"
}
