// SPDX-License-Identifier: Apache-2.0

/// What is right and wrong with a dataset, in numbers and sentences.
///
/// Measured over valid pixels; nothing is changed. Equal datasets give equal reports.
public struct DatasetQuality: Sendable, Hashable, Codable {
    /// One thing worth knowing, as a sentence with its full stop.
    public struct Finding: Sendable, Hashable, Codable {
        /// `problem`: results would mislead; `warning`: have a look; `note`: good to know.
        public enum Severity: String, Sendable, Hashable, Codable, CaseIterable { case problem, warning, note }

        /// How much it matters; findings are sorted by it.
        public var severity: Severity
        /// One or more sentences, with numbers.
        public var text: String

        public init(severity: Severity, text: String) {
            self.severity = severity
            self.text = text
        }
    }

    /// The spread of a quantity over spectra or pixels.
    public struct Spread: Sendable, Hashable, Codable {
        /// Values measured, at least 1.
        public var count: Int
        /// Smallest value.
        public var minimum: Double
        /// The value at a quarter of the ranks, not interpolated.
        public var lowerQuartile: Double
        /// The middle value; of an even number one of the two.
        public var median: Double
        /// The value at three quarters of the ranks, not interpolated.
        public var upperQuartile: Double
        /// Greatest value.
        public var maximum: Double
    }

    /// n, the spectra.
    public var rowCount: Int
    /// m, the pixels of each.
    public var pixelCount: Int
    /// Distinct groups (objects).
    public var groupCount: Int
    /// Spectra by label; those without one are under the empty text.
    public var labelCounts: [String: Int]
    /// The fraction of pixels with data, over spectra.
    public var spectrumCoverage: Spread?
    /// The fraction of spectra with data, over pixels.
    public var pixelCoverage: Spread?
    /// Signal to noise as the archives state it; `nil` if none does.
    public var snr: Spread?
    /// Sets of rows with the very same flux, by id; the first 100 sets.
    public var identicalFlux: [[String]]
    /// Identifiers that more than one row has; the first 100.
    public var repeatedIDs: [String]
    /// Rows whose valid pixels all hold one value; the first 100 by id.
    public var constantRows: [String]
    /// How many there are in all, beyond the first 100 too.
    public var constantRowCount: Int
    /// The fraction of valid pixels that hold exactly 0.
    public var zeroFraction: Double
    /// How often Hα stands where air, and where vacuum wavelengths put it; `nil` if too few spectra show it.
    public var lineShift: LineShift?
    /// The worst first.
    public var findings: [Finding]

    /// - Complexity: O(n · m).
    public init(of dataset: Dataset) {
        let measures = RowMeasures.of(dataset)
        rowCount = dataset.rowCount
        pixelCount = dataset.pixelCount
        groupCount = Set(dataset.objectNumbers).count
        labelCounts = Dictionary(dataset.rows.map { ($0.label ?? "", 1) }, uniquingKeysWith: +)
        spectrumCoverage = Spread(measures.map(\.coverage))
        pixelCoverage = Spread(Self.pixelCoverage(of: dataset))
        snr = Spread(dataset.rows.compactMap(\.snr).filter { $0.isFinite })
        identicalFlux = Self.repeated(measures.map(\.digest), measures.map { !$0.isConstant })
            .prefix(100).map { $0.map { dataset.rows[$0].id } }
        repeatedIDs = Self.repeated(dataset.rows.map(\.id), dataset.rows.map { _ in true })
            .prefix(100).map { dataset.rows[$0[0]].id }
        let constant = measures.indices.filter { measures[$0].isConstant }
        constantRowCount = constant.count
        constantRows = constant.prefix(100).map { dataset.rows[$0].id }
        let valid = measures.reduce(0) { $0 + $1.validCount }
        zeroFraction = valid > 0 ? Double(measures.reduce(0) { $0 + $1.zeroCount }) / Double(valid) : 0
        lineShift = LineShift(of: dataset)
        findings = []
        findings = Self.findings(self, dataset, measures)
    }

    /// The report as indented lines.
    public var text: String {
        var lines = ["\(rowCount) spectra × \(pixelCount) pixels, \(groupCount) objects"]
        func add(_ name: String, _ spread: Spread?) {
            guard let spread else { return }
            let values = [spread.minimum, spread.lowerQuartile, spread.median, spread.upperQuartile, spread.maximum]
            lines.append("\(name): " + values.map(Self.short).joined(separator: " · ") + " (min, quartiles, max)")
        }
        add("coverage of spectra", spectrumCoverage)
        add("coverage of pixels", pixelCoverage)
        add("signal to noise", snr)
        return (lines + findings.map { "\($0.severity.rawValue): \($0.text)" }).joined(separator: "\n")
    }

    // MARK: -

    private static func pixelCoverage(of dataset: Dataset) -> [Double] {
        let width = dataset.pixelCount
        guard dataset.rowCount > 0 else { return [] }
        var missing = [Int](repeating: 0, count: width)
        if let mask = dataset.mask {
            for row in 0..<dataset.rowCount {
                for pixel in 0..<width where mask[row * width + pixel] { missing[pixel] += 1 }
            }
        }
        return missing.map { 1 - Double($0) / Double(dataset.rowCount) }
    }

    /// Sets of indices with equal keys, in the order of their first members.
    private static func repeated<Key: Hashable>(_ keys: [Key], _ counts: [Bool]) -> [[Int]] {
        var places: [Key: [Int]] = [:]
        for (index, key) in keys.enumerated() where counts[index] { places[key, default: []].append(index) }
        return places.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    static func short(_ value: Double) -> String {
        let scale = abs(value) >= 100 ? 1.0 : 100.0
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    }
}

extension DatasetQuality.Spread {
    /// `nil` for no values; quartiles are the values at those ranks.
    init?(_ values: [Double]) {
        let sorted = values.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        func rank(_ fraction: Double) -> Double { sorted[Int((fraction * Double(sorted.count - 1)).rounded())] }
        self.init(
            count: sorted.count, minimum: first, lowerQuartile: rank(0.25), median: rank(0.5),
            upperQuartile: rank(0.75),
            maximum: last)
    }
}
