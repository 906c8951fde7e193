// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Classifiers

@Suite struct MapConfigurationTests {
    private let document = """
        {"Name": "hexa", "algorithm": {"bmu": "normal", "threads": 4},
         "data": {"path": ["spectra.csv"], "file_type": "csv", "delimiter": ","},
         "Parameters": {"topology": "hexa", "neighborhood_fcion": "bubble", "neighborhood_radius": 8,
          "map_size_x": 12, "MAP_SIZE_Y": 10, "iteration": 50, "learning_rate_fcion": "inverse_t",
          "learning_rate": 0.3, "probing_iter": 3},
         "output": {"visualization": true, "error": true, "web": true}}
        """

    @Test("VO-CLOUD's configuration is read with keys in any case")
    func read() throws {
        let configuration = try MapConfiguration(json: Data(document.utf8), file: "config.json")
        #expect(configuration.name == "hexa")
        #expect(configuration.paths == ["spectra.csv"])
        let parameters = configuration.parameters
        #expect(parameters.width == 12 && parameters.height == 10 && parameters.epochs == 50)
        #expect(parameters.topology == "hexagonal" && parameters.neighbourhood == "bubble")
        #expect(parameters.firstRadius == 8 && parameters.learningRate == 0.3)
        #expect(parameters.learningRateDecay == "inverseTime" && parameters.training == "online")
        #expect(configuration.notes.count == 3)
    }

    @Test("what was read is written so that it is read as the same")
    func roundTrip() throws {
        let first = try MapConfiguration(json: Data(document.utf8), file: "config.json")
        let second = try MapConfiguration(json: try first.json, file: "config.json")
        #expect(second.parameters == first.parameters)
        #expect(second.name == first.name && second.paths == first.paths)
    }

    @Test("what cannot be taken is refused with its name")
    func refusals() {
        func message(_ text: String) -> String {
            do {
                _ = try MapConfiguration(json: Data(text.utf8), file: "config.json")
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message("[1]").contains("config.json: not a configuration that can be read (it is no JSON object)"))
        #expect(message("{}").contains("it has no parameters"))
        #expect(
            message("{\"parameters\": {\"topology\": \"round\"}}").contains(
                "topology is round where it can be hexa or rect"))
        #expect(message("{\"parameters\": {\"map_size_x\": 0}}") != "accepted")
        #expect(message("{\"parameters\": {\"map_size_x\": \"many\"}}") != "accepted")
    }
}
