// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

/// Training and prediction of 100 trees with the defaults of scikit-learn, macro F1 not lower than the peer's by more than 0.005.
enum ForestBenchmark: Benchmark {
    static let name = "forest"
    static let summary = "random forest, 100 trees, 20,000 made spectra of seven classes, 2 threads"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        [(300, 20.0), (3700, 25.0)].flatMap { pixels, asked in
            let spectra = LearntSpectra(pixels: pixels, harness: harness)
            return [
                spectra.training(
                    RandomForest(), peer: "intelex", called: "scikit-learn-intelex", atLeast: 3, slack: 0.005),
                spectra.training(RandomForest(), peer: "sklearn", called: "scikit-learn", atLeast: asked, slack: 0.005),
                spectra.predicting(RandomForest(), atLeast: 5),
            ]
        }
    }
}
