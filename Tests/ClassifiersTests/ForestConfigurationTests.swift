// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Foundation
import Testing

@Suite struct ForestConfigurationTests {
    private let document = """
        {
          "implementation": "scikit", "mode": "classification", "features": "sqrt", "label": "class", "TREES": 250,
          "min_split": 4, "splitting_criterion": "gini", "seed": 7, "x-validation": {"folds": 8},
          "performance": {"threads": -1},
          "data_sets": {"metadata": "meta.xml", "train_set": {"path": "train.csv", "header": false}}
        }
        """

    @Test("a configuration of VO-CLOUD's forest becomes our parameters; what has no meaning here is said")
    func read() throws {
        let configuration = try ForestConfiguration(json: Data(document.utf8), file: "config.json")
        let parameters = configuration.parameters
        #expect(parameters.trees == 250 && parameters.criterion == "gini" && parameters.thresholds == "best")
        #expect(parameters.training.seed == 7 && parameters.training.folds == 8)
        #expect(parameters.look.pixelBins == [1] && parameters.look.differences == 0)
        #expect(configuration.dataSets == ["metadata": "meta.xml", "train_set": "train.csv"])
        for key in ["features", "min_split", "performance"] {
            #expect(configuration.notes.contains { $0.hasPrefix(key) }, "\(key)")
        }
    }

    @Test("what is written reads back")
    func roundTrip() throws {
        let first = try ForestConfiguration(json: Data(document.utf8), file: "config.json")
        let second = try ForestConfiguration(json: first.json, file: "again.json")
        #expect(second.parameters == first.parameters)
        #expect(second.dataSets == first.dataSets)
    }

    @Test(
        "what is no such configuration is refused by name",
        arguments: ["[]", "{}", #"{"implementation": "scikit", "mode": "regression"}"#, #"{"trees": "many"}"#])
    func refused(json: String) {
        #expect(throws: (any Error).self) { try ForestConfiguration(json: Data(json.utf8), file: "config.json") }
    }
}
