// SPDX-License-Identifier: Apache-2.0

import Foundation
import Parameters
import Testing

private struct Sample: ParameterSet {
    @Parameter("Number of trees", in: 1...1000) var trees = 100
    @Parameter("Lower end", unit: "Angstrom") var minimumWavelength: Double? = nil
    @Parameter("Criterion", choices: ["gini", "entropy"]) var criterion = "gini"
    @Parameter("Draw with replacement") var bootstrap = true
    @Parameter("Classes to keep") var classes: [String] = []
    init() {}
}

private struct Composed: ParameterSet {
    @Parameter("Number of rounds", in: 1...100) var rounds = 3
    var sample = Sample()
    @Parameter("Seed") var seed = 1
    init() {}
}

@Suite struct ParameterSetTests {
    @Test("the parameters of a shared set count as a set's own: in flags, in JSON and in messages")
    func sharedSets() throws {
        #expect(Composed.declarations.map(\.name).prefix(3) == ["rounds", "trees", "minimumWavelength"])
        let composed = try Composed(flags: ["--trees", "7", "--seed", "9", "--classes", "Be"])
        #expect(composed.sample.trees == 7 && composed.seed == 9)
        let json = try composed.json()
        #expect(String(decoding: json, as: UTF8.self).contains(#""trees":7"#))
        #expect(try Composed(json: json) == composed)
        #expect { try Composed(flags: ["--trees", "0"]) } throws: { "\($0)".hasPrefix("PAR003: trees: 0") }
        #expect { try Composed(json: Data(#"{"trees": "x"}"#.utf8)) } throws: { "\($0)".hasPrefix("PAR002: trees") }
        #expect { try Composed(json: Data(#"{"sample": {}}"#.utf8)) } throws: {
            "\($0)".hasPrefix("PAR001: there is no parameter sample")
        }
    }

    @Test("a set gives its values as text, and takes others without losing what was set")
    func setting() throws {
        let composed = try Composed(flags: ["--trees", "7", "--classes", "Be,flat", "--no-bootstrap"])
        #expect(composed.texts["trees"] == "7" && composed.texts["classes"] == "Be,flat")
        #expect(composed.texts["bootstrap"] == "false" && composed.texts["minimumWavelength"] == nil)
        let other = try composed.setting(["criterion": "entropy", "minimumWavelength": "6400"])
        #expect(other.sample.trees == 7 && other.sample.criterion == "entropy" && !other.sample.bootstrap)
        #expect(other.sample.minimumWavelength == 6400 && other.sample.classes == ["Be", "flat"])
        #expect(try other.setting(other.texts) == other)
        #expect { try composed.setting(["trees": "0"]) } throws: { "\($0)".hasPrefix("PAR003: trees: 0") }
        #expect { try composed.setting(["tress": "1"]) } throws: { "\($0)".hasPrefix("PAR001") }
    }

    @Test("a JSON object overrides defaults and leaves the rest")
    func overlay() throws {
        let sample = try Sample(json: Data(#"{"trees": 7, "minimumWavelength": 6400.5}"#.utf8))
        #expect(sample.trees == 7)
        #expect(sample.minimumWavelength == 6400.5)
        #expect(sample.criterion == "gini")
    }

    @Test("a set survives its JSON form")
    func roundTrip() throws {
        let sample = try Sample(texts: ["trees": "12", "classes": "Be,normal", "bootstrap": "no"])
        let copy = try Sample(json: JSONEncoder().encode(sample))
        #expect(copy == sample)
        #expect(copy.classes == ["Be", "normal"])
        #expect(!copy.bootstrap)
    }

    @Test("flags in their three forms")
    func flags() throws {
        let sample = try Sample(flags: ["--trees", "5", "--minimum-wavelength=6400", "--no-bootstrap"])
        #expect(sample.trees == 5)
        #expect(sample.minimumWavelength == 6400)
        #expect(!sample.bootstrap)
    }

    @Test("words that are no flags are given back in order, wherever they stand")
    func extraction() throws {
        let (sample, rest) = try Sample.extracted(from: ["out", "--trees", "5", "in"])
        #expect(sample.trees == 5)
        #expect(rest == ["out", "in"])
    }

    @Test(
        "an abbreviation in a name is one word of the flag",
        arguments: [("maximumSNR", "--maximum-snr"), ("trees", "--trees"), ("minimumLeafSize", "--minimum-leaf-size")])
    func flagNames(name: String, flag: String) {
        #expect(ParameterDeclaration(name: name, kind: .real, help: "").flag == flag)
    }

    @Test(
        "a wrong value is refused by name",
        arguments: [
            (["--trees", "0"], "PAR003: trees: 0 is not allowed; give 1 to 1000"),
            (["--trees", "many"], "PAR002: trees: \"many\" is not an integer; give a whole number, such as 10"),
            (["--criterion", "mad"], "PAR003: criterion: mad is not allowed; give one of gini, entropy"),
            (["--trees"], "PAR004: --trees needs a value; write --trees VALUE"),
        ])
    func refusal(flags: [String], message: String) {
        #expect { try Sample(flags: flags) } throws: { "\($0)" == message }
    }

    @Test("an unknown name lists the known ones")
    func unknown() {
        #expect { try Sample(json: Data(#"{"tree": 1}"#.utf8)) } throws: {
            "\($0)"
                == "PAR001: there is no parameter tree; there are: trees, minimumWavelength, criterion, bootstrap, classes"
        }
    }

    @Test("a JSON value of the wrong kind is refused by name")
    func wrongKind() {
        #expect { try Sample(json: Data(#"{"trees": "x"}"#.utf8)) } throws: {
            "\($0)" == "PAR002: trees: \"x\" is not an integer; give a whole number, such as 10"
        }
    }
}
