// SPDX-License-Identifier: Apache-2.0

import Boosting
import Learning

/// The classifier of highest quality in the time that LightGBM's defaults take: macro F1 must not be lower.
enum BoostingBenchmark: Benchmark {
    static let name = "boosting"
    static let summary = "boosted trees, 20,000 made spectra of seven classes, 2 threads, macro F1 no lower"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        var boosted = BoostedTrees()
        boosted.rounds = 250
        boosted.learningRate = 0.2
        boosted.maximumDepth = 5
        boosted.columnShare = 0.1
        boosted.maximumBins = 32
        return [
            LearntSpectra(pixels: 300, harness: harness).training(
                boosted, peer: "lightgbm", called: "LightGBM", atLeast: 1, slack: 0)
        ]
    }
}
