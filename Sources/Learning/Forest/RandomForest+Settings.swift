// SPDX-License-Identifier: Apache-2.0

import Foundation

extension RandomForest {
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``.
    func checkSettings(classCount: Int?) throws(LearningError) {
        try Self.check("trees", trees, in: 1...100_000)
        try Self.check("minimumLeafSize", minimumLeafSize, in: 1...(1 << 30))
        try Self.check("maximumBins", maximumBins, in: 2...255)
        if let classCount { try Self.check("classCount", classCount, in: 1...4096) }
        if let maximumDepth { try Self.check("maximumDepth", maximumDepth, in: 1...100_000) }
        switch featureCount {
        case .count(let count): try Self.check("featureCount", count, in: 1...(1 << 30))
        case .fraction(let share): try Self.checkShare("featureCount", share)
        case .squareRoot, .logarithm: break
        }
        if case .fraction(let share) = sampling { try Self.checkShare("sampling", share) }
        if case .given(let weights) = classWeights, let classCount {
            guard weights.count == classCount else {
                throw .wrongLength(what: "class weights", have: weights.count, need: classCount)
            }
            if let wrong = weights.first(where: { !($0 > 0 && $0.isFinite) }) {
                throw .badSetting(name: "classWeights", text: "\(wrong)", allowed: "finite numbers above 0")
            }
        }
    }

    /// How many columns a node looks at; never fewer than one.
    func columnsPerNode(of columns: Int) -> Int {
        let wanted =
            switch featureCount {
            case .squareRoot: Int(Double(columns).squareRoot())
            case .logarithm: Int(log2(Double(columns)))
            case .fraction(let share): Int(share * Double(columns))
            case .count(let count): count
            }
        return min(max(wanted, 1), columns)
    }

    private static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(LearningError) {
        guard range.contains(value) else {
            throw .badSetting(name: name, text: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
        }
    }

    private static func checkShare(_ name: String, _ share: Double) throws(LearningError) {
        guard share > 0, share <= 1 else {
            throw .badSetting(name: name, text: "\(share)", allowed: "a share above 0, at most 1")
        }
    }
}
