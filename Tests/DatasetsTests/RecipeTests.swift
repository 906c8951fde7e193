// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Parameters
import Spectra
import Testing

@Suite struct RecipeTests {
    private let document = #"""
        {"unit": "Angstrom", "steps": [
            {"step": "cut", "from": 6500, "to": 6700},
            {"step": "medium", "to": "air", "unknown": "air"},
            {"step": "mask", "ranges": ["6860-6960"], "spikes": 5},
            {"step": "rebin", "spacing": "linear", "start": 6510, "stop": 6690, "width": 0.5},
            {"step": "continuum", "method": "spline", "pieces": 4},
            {"step": "scale", "method": "l2"}]}
        """#

    @Test("a recipe survives its JSON, and equal recipes give equal bytes")
    func roundTrip() throws {
        let recipe = try Recipe(json: Data(document.utf8))
        try recipe.validate()
        #expect(recipe.steps.map { type(of: $0).name } == ["cut", "medium", "mask", "rebin", "continuum", "scale"])
        #expect(recipe.medium == .air)
        #expect((recipe.steps[2] as? MaskStep)?.ranges == ["6860-6960"])
        let copy = try Recipe(json: recipe.json)
        #expect(copy == recipe)
        #expect(copy.json == recipe.json)
        #expect(try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(recipe)) == recipe)
    }

    @Test(
        "a recipe that cannot be used says where and why",
        arguments: [
            (
                #"[{"step": "blur"}]"#,
                "DST002: the recipe has a step \"blur\"; there are: cut, velocity, medium, mask, "
                    + "resolution, continuum, rebin, wavelet-denoise, pca-denoise, coverage, scale"
            ),
            (
                #"[{"step": "cut", "form": 1}]"#,
                "DST003: recipe, step 1 (cut): PAR001: there is no parameter form; "
                    + "there are: from, to"
            ),
            (
                #"[{"step": "scale", "method": "mad"}]"#,
                "DST003: recipe, step 1 (scale): PAR003: method: mad is not "
                    + "allowed; give one of minmax, standard, l2, median, none"
            ),
            (
                #"[{"from": 1}]"#,
                "DST001: the recipe cannot be read: step 1 does not name its \"step\"; write "
                    + "{\"steps\": [{\"step\": \"cut\", …}, …]}"
            ),
            (
                #"[{"step": "cut", "from": 1, "from": 2}]"#,
                "DST001: the recipe cannot be read: \"from\" stands twice in one object; write "
                    + "{\"steps\": [{\"step\": \"cut\", …}, …]}"
            ),
            (
                "{\"steps\"",
                "DST001: the recipe cannot be read: it is not JSON; write {\"steps\": [{\"step\": \"cut\", …}, …]}"
            ),
            (#"[{"step": "cut"}]"#, "DST003: recipe, step 1 (cut): give from, to, or both"),
            (
                #"[{"step": "scale"}, {"step": "cut", "from": 5, "to": 4}]"#,
                "DST003: recipe, step 2 (cut): from (5.0) must be less than to (4.0)"
            ),
            (
                #"[{"step": "rebin"}, {"step": "rebin"}]"#,
                "DST003: recipe, step 2 (rebin): a recipe rebins once; remove one rebin step"
            ),
            (
                #"[{"step": "rebin", "spacing": "linear", "start": 1, "stop": 2, "width": 1e-9}]"#,
                "DST003: recipe, step 1 (rebin): the grid has over 1000000 pixels; use a larger width"
            ),
            (
                #"[{"step": "mask", "ranges": ["7000"]}]"#,
                "DST003: recipe, step 1 (mask): \"7000\" is not a range such as 6860-6960"
            ),
            (
                #"[{"step": "resolution"}]"#,
                "DST003: recipe, step 1 (resolution): give one of fwhm, sigma, resolvingPower, pixels"
            ),
        ])
    func refusal(json: String, message: String) {
        #expect { try Recipe(json: Data(json.utf8)).validate() } throws: { "\($0)" == message }
    }

    @Test("every step has a name of its own, a sentence, and parameters with help")
    func declarations() {
        #expect(Set(RecipeSteps.all.map { $0.name }).count == RecipeSteps.all.count)
        for step in RecipeSteps.all {
            #expect(step.summary.hasSuffix("."))
            #expect(!step.declarations.isEmpty)
            #expect(step.declarations.allSatisfy { !$0.help.isEmpty && !$0.help.hasSuffix(".") })
        }
    }

    @Test("the suggested recipe takes the range that nearly all share, and the spectra's own step")
    func suggestion() throws {
        var summary = CoverageSummary()
        for index in 0..<20 {
            summary.add(
                .init(
                    low: 3800 + Double(index), high: 9200 - Double(index), points: 3841, medium: .vacuum,
                    isLogarithmic: true))
        }
        summary.add(.init(low: 1200, high: 3000, points: 500, medium: .unknown, isLogarithmic: false))
        let recipe = try Recipe.suggested(for: summary)
        let grid = try RecipeRunner(recipe: recipe).grid
        #expect(grid.kind == .logarithmic)
        #expect(grid.medium == .vacuum)
        // 95 % of 21 spectra is 20: all but the odd one.
        #expect(try #require(grid.values.first) >= 3819 && grid.values[0] < 3820)
        #expect(try #require(grid.values.last) <= 9181)
        // The median spectrum has log10(9190 / 3810) over 3840 steps.
        #expect(abs(grid.step / (log10(9190.0 / 3810) / 3840) - 1) < 1e-3)
        #expect(try Recipe(json: recipe.json) == recipe)
    }

    @Test("spectra without a common range cannot have a suggested recipe")
    func noCommonRange() {
        var summary = CoverageSummary()
        for low in [1000.0, 3000, 5000] {
            summary.add(.init(low: low, high: low + 500, points: 100, medium: .air, isLogarithmic: false))
        }
        #expect {
            try Recipe.suggested(for: summary)
        } throws: {
            "\($0)"
                == "DST004: the recipe does not fix the grid: not even half of the spectra share a wavelength range; "
                + "give its rebin step (add one if it has none) start, stop and width"
        }
    }

    @Test("a grid tells its kind and step from its values")
    func gridKinds() {
        let linear = SpectralGrid(values: (0..<100).map { 5000 + 0.1 * Double($0) }, medium: .air)
        #expect(linear.kind == .linear)
        #expect(abs(linear.step - 0.1) < 1e-12)
        let log = SpectralGrid(values: (0..<100).map { pow(10, 3.5 + 1e-4 * Double($0)) }, medium: .vacuum)
        #expect(log.kind == .logarithmic)
        #expect(abs(log.step - 1e-4) < 1e-12)
        #expect(SpectralGrid(values: [1, 2, 4, 8.5], medium: .air).kind == .given)
    }
}
