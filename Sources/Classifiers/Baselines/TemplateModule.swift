// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
public import Learning
public import Parameters

/// Template matching: the least χ² against means or examples of the classes, what survey pipelines do.
public struct TemplateModule: SupervisedModule {
    public var name: String { "template" }
    public var summary: String { "template matching: least chi-square against mean spectra or examples, a baseline" }

    /// What a user can set.
    public struct Parameters: TunedParameters {
        /// Evenly chosen in the order of the dataset; time grows in proportion.
        @Parameter("Spectra of each class that become templates; 0 for the mean of the class", in: 0...1_000_000)
        public var examples = 0
        /// On a logarithmic grid a shift is a velocity.
        @Parameter("Pixels to both sides that templates are moved at most", in: 0...10_000) public var shift = 0
        /// A factor of 0 or more, so that an absorption line is no negative emission line.
        @Parameter("Whether templates are scaled to fit", choices: ["free", "none"]) public var templateScale = "free"
        /// The pixels are compared as the recipe leaves them: of these, none is used.
        public var look = FeatureParameters()
        /// How the method is judged.
        public var training = TrainingParameters()
        /// What is searched, and what else is found out.
        public var tuning = TuningParameters(space: "examples=0,3,10,30;templateScale=free,none")

        public init() {}
    }

    public init() {}

    public var looksAtFeatures: Bool { false }

    /// The pixels, and after them one over the variance of each: 0 where there are no data, 1 where errors are not known.
    public func matrix(
        of dataset: Dataset, parameters: Parameters, context: ExecutionContext
    ) throws -> FeatureMatrix {
        let pixels = dataset.pixelCount
        var values: [Float] = []
        values.reserveCapacity(2 * dataset.flux.count)
        for row in 0..<dataset.rowCount {
            let places = row * pixels..<(row + 1) * pixels
            let weights = places.map { place -> Float in
                if dataset.mask?[place] == true || !dataset.flux[place].isFinite { return 0 }
                let weight = dataset.inverseVariance?[place] ?? 1
                return weight > 0 && weight.isFinite ? weight : 0
            }
            values += zip(places, weights).map { $1 > 0 ? dataset.flux[$0] : 0 }
            values += weights
        }
        return try FeatureMatrix(rows: dataset.rowCount, columns: 2 * pixels, values: values)
    }

    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], groups: [Int], classCount: Int, parameters: Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> MatchedTemplates {
        let pixels = matrix.columnCount / 2
        guard parameters.shift < (pixels + 1) / 2 else {
            throw ParameterError.outOfRange(
                name: "shift", text: "\(parameters.shift)", allowed: "0 to less than half of \(pixels) pixels")
        }
        try context.cancellation.check()
        var templates: [Float] = [], classes: [Int] = []
        for number in 0..<classCount {
            let members = labels.indices.filter { labels[$0] == number }
            guard !members.isEmpty else { continue }
            let mean = Self.mean(matrix, members)
            if parameters.examples == 0 {
                templates += mean
                classes.append(number)
                continue
            }
            let count = min(parameters.examples, members.count)
            for place in 0..<count {
                let row = Array(matrix[members[place * members.count / count]])
                templates += (0..<pixels).map { row[pixels + $0] > 0 ? row[$0] : mean[$0] }
            }
            classes += [Int](repeating: number, count: count)
        }
        return MatchedTemplates(
            classCount: classCount, columnCount: matrix.columnCount, templates: templates, labels: classes,
            scales: parameters.templateScale != "none", shift: parameters.shift)
    }

    /// Of each pixel over the spectra that have it; 0 where none has.
    private static func mean(_ matrix: FeatureMatrix, _ members: [Int]) -> [Float] {
        let pixels = matrix.columnCount / 2
        var sums = [Double](repeating: 0, count: pixels), counts = sums
        for row in members {
            let values = Array(matrix[row])
            for pixel in 0..<pixels where values[pixels + pixel] > 0 {
                sums[pixel] += Double(values[pixel])
                counts[pixel] += 1
            }
        }
        return zip(sums, counts).map { $1 > 0 ? Float($0 / $1) : 0 }
    }

    public func description(of fitted: MatchedTemplates) -> String { "\(fitted.labels.count) templates" }
}

/// Templates of classes, compared by χ² with the pixels in the first half of a row, weighted by its second half.
public struct MatchedTemplates: FittedClassification {
    public let classCount: Int
    public let columnCount: Int
    let templates: [Float]
    let labels: [Int]
    let scales: Bool
    let shift: Int

    /// p ∝ exp(−½ Δχ²), with χ² scaled such that the best fit has a reduced χ² of 1; equal probabilities for a spectrum
    /// without data.
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        let pixels = columnCount / 2, rows = 0..<matrix.rowCount
        let flux = try FeatureMatrix(
            rows: matrix.rowCount, columns: pixels, values: rows.flatMap { matrix[$0].prefix(pixels) })
        let weights = try FeatureMatrix(
            rows: matrix.rowCount, columns: pixels, values: rows.flatMap { matrix[$0].suffix(pixels) })
        var library = try TemplateLibrary(
            templates: FeatureMatrix(rows: labels.count, columns: pixels, values: templates), labels: labels)
        library.scales = scales
        library.shifts = -shift...shift
        let matches = try library.match(flux, inverseVariance: weights, classCount: classCount, context: context)
        return matches.probabilities(classCount: classCount).withoutUnknown
    }
}

extension ClassProbabilities {
    /// Rows of NaN with equal probabilities instead: nothing is known of them.
    var withoutUnknown: ClassProbabilities {
        var copy = self
        for place in copy.values.indices where copy.values[place].isNaN { copy.values[place] = 1 / Float(classCount) }
        return copy
    }
}
