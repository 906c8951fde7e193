// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Parameters

/// The `config.json` of VO-CLOUD's SOM worker, as a set of our parameters and back.
///
/// Keys are taken in any case. Its `exp_decay`, the only learning rate it could run, has no neighbourhood radius; ours
/// uses the one that is given.
public struct MapConfiguration: Sendable, Hashable {
    /// Name of the job.
    public var name: String
    /// Files and folders of the data, as they stand there.
    public var paths: [String]
    /// What was asked for, in our terms.
    public var parameters: MapModule.Parameters
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
        guard let given = ConfigurationKeys.object(root["parameters"]) else {
            throw ClassifierError.badConfiguration(file: file, what: "it has no parameters")
        }
        var flags: [String: String] = ["training": "online", "start": "random"]
        var notes = ["Units start as random spectra and spectra are shown one by one, as VO-CLOUD's worker did."]
        func take(_ key: String, _ ours: String, _ words: [String: String]? = nil) throws {
            guard let value = given[key] else { return }
            let text = ConfigurationKeys.text(value) ?? ""
            guard let words else { return flags[ours] = text }
            guard let word = words[text.lowercased()] else {
                throw ClassifierError.badConfiguration(
                    file: file,
                    what: "\(key) is \(text) where it can be \(words.keys.sorted().joined(separator: " or "))")
            }
            flags[ours] = word
        }
        try take("map_size_x", "width")
        try take("map_size_y", "height")
        try take("iteration", "epochs")
        try take("learning_rate", "learningRate")
        try take("neighborhood_radius", "firstRadius")
        try take("topology", "topology", ["rect": "rectangular", "hexa": "hexagonal"])
        try take("neighborhood_fcion", "neighbourhood", ["gaussian": "gaussian", "bubble": "bubble"])
        try take(
            "learning_rate_fcion", "learningRateDecay",
            ["linear": "linear", "inverse_t": "inverseTime", "exp_decay": "exponential"])
        if given["probing_iter"] != nil { notes.append("probing_iter is left out: every spectrum meets all units.") }
        if let algorithm = ConfigurationKeys.object(root["algorithm"]), algorithm["threads"] != nil {
            notes.append("threads is left out: results do not depend on them.")
        }
        name = root["name"] as? String ?? ""
        let data = ConfigurationKeys.object(root["data"])
        paths = (data?["path"] as? [String]) ?? (data?["path"] as? String).map { [$0] } ?? []
        parameters = try MapModule.Parameters(texts: flags)
        self.notes = notes
    }

    public init(name: String, paths: [String], parameters: MapModule.Parameters) {
        self.name = name
        self.paths = paths
        self.parameters = parameters
        notes = []
        if parameters.toroidal { notes.append("VO-CLOUD's maps have edges: toroidal is left out.") }
        if parameters.training == "batch" { notes.append("VO-CLOUD trains online: batch training is left out.") }
    }

    /// The configuration as VO-CLOUD reads it.
    public var json: Data {
        get throws {
            let radius = parameters.firstRadius ?? Double(max(parameters.width, parameters.height)) / 2
            let document: [String: Any] = [
                "name": name, "algorithm": ["bmu": "normal", "threads": 1],
                "data": ["path": paths, "file_type": "csv", "delimiter": ","],
                "parameters": [
                    "topology": parameters.topology == "hexagonal" ? "hexa" : "rect",
                    "neighborhood_fcion": parameters.neighbourhood, "neighborhood_radius": radius,
                    "map_size_x": parameters.width, "map_size_y": parameters.height, "iteration": parameters.epochs,
                    "learning_rate_fcion": [
                        "linear": "linear", "inverseTime": "inverse_t", "exponential": "exp_decay",
                    ][parameters.learningRateDecay] ?? "exp_decay", "learning_rate": parameters.learningRate,
                ] as [String: Any],
                "output": ["visualization": true, "error": true, "web": true],
            ]
            return try JSONSerialization.data(
                withJSONObject: document, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        }
    }
}
