// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

/// Training and prediction of 100 trees with the defaults of scikit-learn, macro F1 not lower than the peer's by more than 0.005.
enum ForestBenchmark: Benchmark {
    static let name = "forest"
    static let summary = "random forest, 100 trees, 20,000 made spectra of seven classes, 2 threads"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        var comparisons: [Comparison] = []
        for (pixels, asked) in [(300, 20.0), (3700, 25.0)] {
            let made = MadeSpectra(pixels: pixels, harness: harness)
            comparisons += [
                try made.training(
                    RandomForest(), task: "train", peer: "intelex", called: "scikit-learn-intelex", atLeast: 3,
                    slack: 0.005),
                try made.training(
                    RandomForest(), task: "train", peer: "sklearn", called: "scikit-learn", atLeast: asked, slack: 0.005
                ),
                predicting(made),
            ]
        }
        return comparisons
    }

    private static func predicting(_ made: MadeSpectra) -> Comparison {
        let context = ExecutionContext(threads: 2)
        let loaded = OnceLoaded(made)
        var kept: FittedForest?
        return Comparison(
            task: "predict \(MadeSpectra.tested) × \(made.pixels)", peer: "scikit-learn", atLeast: 5,
            ours: {
                let (learning, test) = try loaded.spectra()
                let fitted =
                    try kept
                    ?? RandomForest().fit(
                        learning.0, labels: learning.1, classCount: MadeSpectra.classCount, seed: 1, context: context)
                kept = fitted
                _ = try fitted.probabilities(of: test.0, context: context)
                return try made.harness.time { _ = try fitted.probabilities(of: test.0, context: context) }
            },
            theirs: { try made.peer("sklearn", "predict").seconds })
    }
}
