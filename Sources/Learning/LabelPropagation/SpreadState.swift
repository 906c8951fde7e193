// SPDX-License-Identifier: Apache-2.0

import Execution

/// F of one step, and how the next is made of W F.
struct SpreadState {
    let labels: [Int?]
    let classCount: Int
    let settings: LabelSpreading
    /// 1 / √degree of each row; empty for propagation.
    var scale: [Double] = [] { didSet { rescale() } }
    private var values: DisjointArray<Double>
    /// What is multiplied with W: F itself, or D^(−½) F.
    private(set) var sent: DisjointArray<Double>

    private static let rowsPerPart = 8192

    init(labels: [Int?], classCount: Int, settings: LabelSpreading) {
        self.labels = labels
        self.classCount = classCount
        self.settings = settings
        values = DisjointArray(repeating: 0, count: labels.count * classCount)
        for (row, label) in labels.enumerated() { if let label { values[row * classCount + label] = 1 } }
        sent = values
    }

    /// F, n × K.
    var kept: UnsafeBufferPointer<Double> { UnsafeBufferPointer(start: values.start, count: values.count) }

    /// Goes on from the F of another run.
    mutating func restore(_ kept: [Double]) {
        let restored = DisjointArray<Double>(count: values.count)
        for place in 0..<values.count { restored[place] = kept[place] }
        values = restored
        if settings.method == .spreading { rescale() } else { sent = restored }
    }

    private mutating func rescale() {
        let scaled = DisjointArray<Double>(count: values.count)
        for place in 0..<values.count { scaled[place] = values[place] * scale[place / classCount] }
        sent = scaled
    }

    /// Takes the step from F to the next; returns the sum of |change|.
    mutating func advance(_ product: DisjointArray<Double>, context: ExecutionContext) throws -> Double {
        let isSpreading = settings.method == .spreading
        // The product's memory becomes the new F.
        let next = product, old = values, scaled = isSpreading ? DisjointArray<Double>(count: values.count) : next
        let labels = labels, scale = scale, classCount = classCount, alpha = settings.alpha
        let ranges = ExecutionContext.ranges(of: labels.count, size: Self.rowsPerPart)
        let changes = try context.mapParts(ranges.count) { part in
            var change = 0.0
            for row in ranges[part] {
                let own = next.start + row * classCount, before = old.start + row * classCount
                if isSpreading {
                    let factor = alpha * scale[row]
                    for number in 0..<classCount { own[number] *= factor }
                    if let label = labels[row] { own[label] += 1 - alpha }
                    for number in 0..<classCount { scaled.start[row * classCount + number] = own[number] * scale[row] }
                } else if let label = labels[row] {
                    for number in 0..<classCount { own[number] = number == label ? 1 : 0 }
                } else {
                    // W's diagonal is 1.
                    var sum = 0.0
                    for number in 0..<classCount {
                        own[number] += before[number]
                        sum += own[number]
                    }
                    if sum > 0 { for number in 0..<classCount { own[number] /= sum } }
                }
                for number in 0..<classCount { change += abs(own[number] - before[number]) }
            }
            return change
        }
        values = next
        sent = scaled
        return changes.reduce(0, +)
    }

    /// How much of any label has come to each row, before it is brought to probabilities.
    var sums: [Double] {
        (0..<labels.count).map { row in (0..<classCount).reduce(0) { $0 + values[row * classCount + $1] } }
    }

    /// Rows of F divided by their sums; NaN where no label has come.
    var probabilities: ClassProbabilities {
        var probabilities = ClassProbabilities(classCount: classCount, rowCount: labels.count)
        for (row, sum) in sums.enumerated() {
            for number in 0..<classCount {
                probabilities[row, number] = sum > 0 ? Float(values[row * classCount + number] / sum) : .nan
            }
        }
        return probabilities
    }
}
