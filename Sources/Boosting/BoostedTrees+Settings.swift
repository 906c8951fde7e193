// SPDX-License-Identifier: Apache-2.0

import Learning

extension BoostedTrees {
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``.
    func checkSettings() throws(LearningError) {
        try Self.check("rounds", rounds, in: 1...100_000)
        try Self.check("maximumDepth", maximumDepth, in: 1...30)
        try Self.check("maximumBins", maximumBins, in: 2...1024)
        if let maximumLeaves { try Self.check("maximumLeaves", maximumLeaves, in: 2...(1 << 20)) }
        for (name, share) in [("learningRate", learningRate), ("rowShare", rowShare), ("columnShare", columnShare)] {
            guard share > 0, share <= 1 else {
                throw .badSetting(name: name, text: "\(share)", allowed: "a number above 0, at most 1")
            }
        }
        for (name, value) in [("minimumLeafWeight", minimumLeafWeight), ("regularisation", regularisation)] {
            guard value >= 0, value.isFinite else {
                throw .badSetting(name: name, text: "\(value)", allowed: "a finite number of at least 0")
            }
        }
        if let earlyStopping {
            try Self.check("patience", earlyStopping.patience, in: 1...100_000)
            try Self.check("folds", earlyStopping.folds, in: 2...100)
        }
    }

    /// As XGBoost names them.
    func parameters(classCount: Int, seed: UInt64, threads: Int) -> [(String, String)] {
        var list = [
            ("booster", "gbtree"), ("tree_method", "hist"), ("objective", "multi:softprob"),
            ("num_class", "\(classCount)"), ("base_score", "0"), ("disable_default_eval_metric", "1"),
            ("learning_rate", "\(learningRate)"), ("max_depth", "\(maximumDepth)"),
            ("min_child_weight", "\(minimumLeafWeight)"), ("reg_lambda", "\(regularisation)"),
            ("subsample", "\(rowShare)"), ("colsample_bynode", "\(columnShare)"), ("max_bin", "\(maximumBins)"),
            ("seed", "\(seed & 0x7FFF_FFFF)"), ("nthread", "\(threads)"), ("verbosity", "0"),
        ]
        if let maximumLeaves { list += [("grow_policy", "lossguide"), ("max_leaves", "\(maximumLeaves)")] }
        return list
    }

    private static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(LearningError) {
        guard range.contains(value) else {
            throw .badSetting(name: name, text: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
        }
    }
}
