// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Spectra of known class that others are compared with by χ²: what survey pipelines do.
///
/// Each row is matched with every template at every shift: χ² = Σ w (f − a t)², with w one over the variance of the
/// pixel and a the best factor, 0 or more (or 1 without ``scales``). With shifts, only the pixels that all shifts can
/// see are used, so that their χ² compare. Nothing is random.
///
/// - SeeAlso: Bolton et al. 2012, doi:10.1088/0004-6256/144/5/144, §3.1, for the use in SDSS.
public struct TemplateLibrary: Sendable, Hashable {
    /// T × m, finite.
    public let templates: FeatureMatrix
    /// The class of each template.
    public let labels: [Int]
    /// Whether the factor is free; else it is 1.
    public var scales = true
    /// Whole pixels, of the grid that both are on, to which templates are moved: −2...2 tries five places. On a
    /// logarithmic grid a shift is a velocity.
    public var shifts = 0...0

    /// - Throws: ``LearningError`` without templates, for as many labels as there are not templates, or for values that
    ///   are not finite.
    public init(templates: FeatureMatrix, labels: [Int]) throws(LearningError) {
        guard templates.rowCount > 0 else { throw .noRows }
        guard templates.columnCount > 0 else { throw .noColumns }
        guard labels.count == templates.rowCount else {
            throw .wrongLength(what: "labels of templates", have: labels.count, need: templates.rowCount)
        }
        try templates.checkFinite()
        self.templates = templates
        self.labels = labels
    }

    /// The best fit of one template to one row.
    public struct Match: Sendable, Hashable, Codable {
        /// Number of the template; of equally good ones the first.
        public var template: Int
        /// Pixels that it is moved to the right.
        public var shift: Int
        /// a, what the template is multiplied with.
        public var scale: Float
        /// Σ w (f − a t)², dimensionless if w is one over a variance.
        public var chiSquare: Float
    }

    /// What the library says of some rows.
    public struct Matches: Sendable, Hashable, Codable {
        /// The best of each row.
        public var best: [Match]
        /// n × K: the least χ² of any template of a class; infinite for a class without template.
        public var chiSquares: [Float]
        /// Pixels with weight above 0 that were compared, of each row.
        public var pixels: [Int]
    }

    /// Compares rows with all templates.
    ///
    /// - Parameters:
    ///   - matrix: n × m.
    ///   - inverseVariance: n × m numbers of 0 or more, 0 where a pixel has no data (its value is not looked at);
    ///     `nil` for all 1.
    ///   - classCount: greater than every label.
    /// - Throws: ``LearningError`` for shapes that do not fit, weights below 0, values that are not finite, or shifts
    ///   that leave no pixel; `CancellationError`.
    /// - Complexity: O(n T m · shifts).
    public func match(
        _ matrix: FeatureMatrix, inverseVariance: FeatureMatrix? = nil, classCount: Int,
        context: ExecutionContext = ExecutionContext()
    ) throws -> Matches {
        let window = try check(matrix, inverseVariance: inverseVariance, classCount: classCount)
        let shifted = try shifts.map { shift in
            let moved = templates.columns((window.lowerBound - shift)..<(window.upperBound - shift))
            return (PackedMatrix(moved), PackedMatrix(try moved.squared))
        }
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 128)
        let progress = ProgressCounter(
            stage: "comparing with templates", total: ranges.count, unit: "parts", reporter: context.progress)
        let parts = try context.gatherParts(ranges.count) { part in
            try context.cancellation.check()
            defer { progress.advance() }
            return try matches(
                matrix.rows(Array(ranges[part])), inverseVariance?.rows(Array(ranges[part])), window: window,
                shifted: shifted, classCount: classCount)
        }
        return Matches(
            best: parts.flatMap(\.best), chiSquares: parts.flatMap(\.chiSquares), pixels: parts.flatMap(\.pixels))
    }

    private func check(
        _ matrix: FeatureMatrix, inverseVariance: FeatureMatrix?, classCount: Int
    ) throws(LearningError) -> Range<Int> {
        let columns = templates.columnCount
        guard matrix.columnCount == columns else { throw .columnMismatch(have: matrix.columnCount, need: columns) }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
        if let weights = inverseVariance {
            guard weights.rowCount == matrix.rowCount, weights.columnCount == columns else {
                throw .wrongLength(what: "inverse variances", have: weights.values.count, need: matrix.values.count)
            }
            if let place = weights.values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .badWeight(row: place / columns, weight: Double(weights.values[place]))
            }
            if let place = matrix.values.indices.first(where: { weights.values[$0] > 0 && !matrix.values[$0].isFinite })
            {
                throw .notFinite(row: place / columns, column: place % columns)
            }
        } else {
            try matrix.checkFinite()
        }
        let low = max(shifts.upperBound, 0), high = columns + min(shifts.lowerBound, 0)
        guard shifts.lowerBound > -columns, shifts.upperBound < columns, low < high else {
            throw .badSetting(
                name: "shifts", text: "\(shifts)", allowed: "shifts that leave some of \(columns) pixels in common")
        }
        return low..<high
    }

    private func matches(
        _ rows: FeatureMatrix, _ weights: FeatureMatrix?, window: Range<Int>,
        shifted: [(PackedMatrix, PackedMatrix)], classCount: Int
    ) throws(LearningError) -> Matches {
        let flux = rows.columns(window), count = window.count, templateCount = templates.rowCount
        let weight =
            if let weights { weights.columns(window) } else {
                try FeatureMatrix(
                    rows: rows.rowCount, columns: count, values: [Float](repeating: 1, count: flux.values.count))
            }
        let weighted = try FeatureMatrix(
            rows: rows.rowCount, columns: count,
            values: zip(flux.values, weight.values).map { $1 > 0 ? $0 * $1 : 0 })
        let own = (0..<rows.rowCount).map { row in
            zip(weighted[row], flux[row]).reduce(0.0) { $0 + ($1.0 != 0 ? Double($1.0) * Double($1.1) : 0) }
        }
        var matches = Matches(
            best: own.map { Match(template: 0, shift: 0, scale: 0, chiSquare: $0.isFinite ? .infinity : .nan) },
            chiSquares: [Float](repeating: .infinity, count: rows.rowCount * classCount),
            pixels: (0..<rows.rowCount).map { row in weight[row].count { $0 > 0 } })
        for (shift, packed) in zip(shifts, shifted) {
            let products = packed.0.product(of: weighted, rows: 0..<rows.rowCount)
            let squares = packed.1.product(of: weight, rows: 0..<rows.rowCount)
            for row in 0..<rows.rowCount {
                for template in 0..<templateCount {
                    let product = Double(products[row * templateCount + template])
                    let square = Double(squares[row * templateCount + template])
                    let scale = scales ? (square > 0 ? max(product / square, 0) : 0) : 1
                    let chiSquare = Float(max(own[row] - 2 * scale * product + scale * scale * square, 0))
                    let place = row * classCount + labels[template]
                    matches.chiSquares[place] = min(matches.chiSquares[place], chiSquare)
                    if chiSquare < matches.best[row].chiSquare {
                        matches.best[row] = Match(
                            template: template, shift: shift, scale: Float(scale), chiSquare: chiSquare)
                    }
                }
            }
        }
        return matches
    }
}

extension FeatureMatrix {
    /// Some columns of all rows.
    func columns(_ range: Range<Int>) -> FeatureMatrix {
        var copy: [Float] = []
        copy.reserveCapacity(rowCount * range.count)
        for row in 0..<rowCount {
            copy += values[row * columnCount + range.lowerBound..<row * columnCount + range.upperBound]
        }
        return FeatureMatrix(unchecked: rowCount, range.count, copy)
    }

    fileprivate var squared: FeatureMatrix {
        get throws(LearningError) {
            try FeatureMatrix(rows: rowCount, columns: columnCount, values: values.map { $0 * $0 })
        }
    }
}
