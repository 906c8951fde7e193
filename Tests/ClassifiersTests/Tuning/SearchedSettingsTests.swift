// SPDX-License-Identifier: Apache-2.0

import Parameters
import Testing

@testable import Classifiers

@Suite struct SearchedSettingsTests {
    private let declarations = ForestModule.Parameters.declarations

    private func settings(_ text: String) throws -> SearchedSettings {
        try SearchedSettings(text, declarations: declarations)
    }

    @Test("values, ranges and lists are read; names stand as in job documents or as flags")
    func reading() throws {
        let read = try settings("trees=100, 300; feature-share=0.05..0.5;pixelBins=1,4|16;--minimum-leaf-size=1..3")
        #expect(read.names == ["trees", "featureShare", "pixelBins", "minimumLeafSize"])
        let grid = try read.grid(budget: 50)
        #expect(grid.count == 2 * 3 * 2 * 3, "three steps of each range fit")
        #expect(Set(grid.map { $0["trees"] }) == ["100", "300"])
        #expect(Set(grid.map { $0["featureShare"] }) == ["0.05", "0.1581", "0.5"], "even in the logarithm")
        #expect(Set(grid.map { $0["pixelBins"] }) == ["1,4", "16"])
        #expect(Set(grid.map { $0["minimumLeafSize"] }) == ["1", "2", "3"])
    }

    @Test("drawn settings are within their ranges and repeat with the seed")
    func drawing() throws {
        let read = try settings("trees=10..1000;balance=spectra,classes")
        let drawn = try read.random(40, seed: 3)
        #expect(try drawn == read.random(40, seed: 3))
        #expect(try drawn != read.random(40, seed: 4))
        #expect(drawn.allSatisfy { (10...1000).contains(Int($0["trees"] ?? "") ?? 0) })
        #expect(Set(drawn.map { $0["balance"] }) == ["spectra", "classes"])
    }

    @Test(
        "what cannot be understood is refused",
        arguments: [
            "", "trees", "trees=", "tress=1,2", "trees=1,2;trees=3", "trees=9..1", "trees=1.5..3", "featureShare=a..b",
            "featureShare=0.1..inf", "trees=1..99999999999999999999",
        ])
    func refusals(text: String) {
        #expect(throws: ParameterError.self) { try settings(text) }
    }

    @Test("a grid beyond the budget says what it would need")
    func budget() throws {
        #expect { try settings("trees=1,2,3;balance=spectra,classes").grid(budget: 5) } throws: {
            "\($0)".contains("searchBudget: 5 is not allowed; give at least 6")
        }
    }

    @Test("every module's own space can be searched as a grid and at random, with the usual budget")
    func ownSpaces() throws {
        for case let module as any SupervisedModule in ClassifierModules.all {
            func candidates<Module: SupervisedModule>(_ module: Module, _ search: String) throws -> Int {
                let parameters = try Module.Parameters(flags: ["--search", search])
                return try #require(try SearchCandidates(of: parameters, check: module.validate)).all.count
            }
            for search in ["grid", "random", "halving"] {
                let count = try candidates(module, search)
                #expect((4...21).contains(count), "\(module.name) \(search)")
            }
        }
    }
}
