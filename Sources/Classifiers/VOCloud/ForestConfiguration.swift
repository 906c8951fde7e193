// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Parameters

/// The configuration of VO-CLOUD's random-forest worker, as a set of our parameters and back.
///
/// Keys are taken in any case. What has no meaning here is listed in ``notes``.
public struct ForestConfiguration: Sendable, Hashable {
    /// The CSV files of the data by their role: "train_set", "score_set", "test_set", "metadata".
    public var dataSets: [String: String]
    /// What was asked for, in our terms.
    public var parameters: ForestModule.Parameters
    /// What was assumed or left out, one sentence each.
    public var notes: [String]

    /// Reads a configuration.
    ///
    /// - Parameter file: its name, for errors.
    /// - Throws: ``ClassifierError/badConfiguration(file:what:)``, or `ParameterError` for values out of range.
    public init(json: Data, file: String) throws {
        guard let root = ConfigurationKeys.object(try? JSONSerialization.jsonObject(with: json)) else {
            throw ClassifierError.badConfiguration(file: file, what: "it is no JSON object")
        }
        guard root["implementation"] != nil || root["trees"] != nil else {
            throw ClassifierError.badConfiguration(file: file, what: "it has neither implementation nor trees")
        }
        if let mode = root["mode"] as? String, !["classification", "gpu"].contains(mode.lowercased()) {
            throw ClassifierError.badConfiguration(file: file, what: "mode is \(mode), and only classes are learnt")
        }
        var texts = ["thresholds": "best"]
        var notes = ["Splits look for the best threshold among pixels, as VO-CLOUD's worker did."]
        for (theirs, ours) in ["trees": "trees", "seed": "seed", "splitting_criterion": "criterion"] {
            if let text = ConfigurationKeys.text(root[theirs]) { texts[ours] = text }
        }
        texts["criterion"] = texts["criterion"] ?? "entropy"
        if root["seed"] == nil { notes.append("No seed is given, so it is 1: VO-CLOUD drew one at random.") }
        if let folds = ConfigurationKeys.object(root["x-validation"])?["folds"] {
            texts["folds"] = ConfigurationKeys.text(folds)
        }
        for key in ["features", "min_split"] where root[key] != nil {
            notes.append("\(key) is left out: set --feature-share or --minimum-leaf-size instead.")
        }
        for key in ["split_dataset", "split_ratio"] where root[key] != nil {
            notes.append("\(key) is left out: scores come from cross-validation in which no object is in two parts.")
        }
        if root["performance"] != nil { notes.append("performance is left out: results do not depend on threads.") }
        if root["implementation"] as? String == "h2o" {
            notes.append("depth, sample_ratio and bin_limit of h2o are left out.")
        }
        var parameters = try ForestModule.Parameters(texts: texts)
        parameters.look.pixelBins = [1]
        parameters.look.differences = 0
        self.parameters = parameters
        self.notes = notes
        dataSets = (ConfigurationKeys.object(root["data_sets"]) ?? [:]).compactMapValues { value in
            value as? String ?? ConfigurationKeys.object(value)?["path"] as? String
        }
    }

    public init(dataSets: [String: String], parameters: ForestModule.Parameters) {
        self.dataSets = dataSets
        self.parameters = parameters
        notes = []
        if parameters.thresholds == "random" {
            notes.append("VO-CLOUD's trees take the best threshold: random thresholds are left out.")
        }
        if parameters.look.differences > 0 || parameters.look.pixelBins != [1] {
            notes.append("VO-CLOUD's trees look at pixels: bins and differences are left out.")
        }
    }

    /// The configuration as VO-CLOUD reads it.
    public var json: Data {
        get throws {
            var sets: [String: Any] = [:]
            for (role, path) in dataSets { sets[role] = role == "metadata" ? path : ["path": path, "header": false] }
            let document: [String: Any] = [
                "implementation": "scikit", "mode": "classification", "features": "sqrt", "label": "class",
                "trees": parameters.trees, "min_split": max(2, 2 * parameters.minimumLeafSize),
                "splitting_criterion": parameters.criterion, "seed": parameters.training.seed, "ignore": [String](),
                "data_sets": sets, "x-validation": ["folds": parameters.training.folds], "compute_f1": true,
                "compute_cf": true, "result": ".",
            ]
            return try JSONSerialization.data(
                withJSONObject: document, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        }
    }
}
