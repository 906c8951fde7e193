// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Parameters
import Spectra
import TestSupport
import Testing

@Suite struct ComponentsStepTests {
    private let pixels = 60
    private let step = #"{"step": "pca-denoise", "components": 2}"#

    /// Mixtures of two shapes on a slope, at any level and scale: what two components and a mean can say exactly.
    private func clean(_ number: Int, generator: inout SeededGenerator) -> [Float] {
        let first = generator.normal(), second = generator.normal(), level = 3 + Double(number % 7)
        return (0..<pixels).map { pixel in
            let x = Double(pixel) / Double(pixels)
            return Float(level * (2 + x + first * 0.3 * sin(6 * x) + second * 0.3 * exp(-100 * (x - 0.5) * (x - 0.5))))
        }
    }

    private func made(
        _ count: Int, noise: Double, seed: UInt64 = 1, masked: Bool = false
    ) -> (spectra: [Spectrum], truth: [[Float]]) {
        var generator = SeededGenerator(seed: seed)
        var spectra: [Spectrum] = [], truths: [[Float]] = []
        for number in 0..<count {
            let truth = clean(number, generator: &generator)
            var one = spectrum(truth.map { $0 + Float(noise * generator.normal()) })
            one.identifier = "s\(number)"
            if masked {
                one.flux[number % pixels] = .nan
                one.flux[(number * 7 + 3) % pixels] = .nan
            }
            spectra.append(one)
            truths.append(truth)
        }
        return (spectra, truths)
    }

    private func build(_ spectra: [Spectrum], _ steps: String, threads: Int = 2) throws -> Dataset {
        try DatasetBuilder(name: "made", recipe: recipe(steps))
            .dataset(of: SpectrumSource(spectra), context: ExecutionContext(threads: threads)).dataset
    }

    private func deviation(_ dataset: Dataset, _ truths: [[Float]]) -> Double {
        let squares = truths.enumerated().map { row, truth in
            zip(dataset.flux[row * pixels..<(row + 1) * pixels], truth).enumerated().reduce(0.0) { sum, entry in
                let isKnown = dataset.mask?[row * pixels + entry.offset] != true
                return sum + (isKnown ? pow(Double(entry.element.0 - entry.element.1), 2) : 0)
            }
        }
        return (squares.reduce(0, +) / Double(truths.count * pixels)).squareRoot()
    }

    @Test("mixtures without noise stay what they are, whatever their level")
    func exact() throws {
        let (spectra, truth) = made(80, noise: 0)
        #expect(deviation(try build(spectra, step), truth) < 2e-3)
    }

    @Test("of noise the share that four shapes can say is left")
    func denoising() throws {
        let (spectra, truth) = made(400, noise: 0.5)
        let left = deviation(try build(spectra, step), truth)
        // Constant, mean and two components out of sixty pixels.
        #expect(left < 1.15 * 0.5 * (4.0 / 60).squareRoot())
        #expect(left > 0.8 * 0.5 * (4.0 / 60).squareRoot())
    }

    @Test("masked pixels take no part and stay masked")
    func masks() throws {
        let (spectra, truth) = made(120, noise: 0, masked: true)
        let dataset = try build(spectra, step + #", {"step": "coverage", "fill": "zero"}"#)
        // Masks move the level that a spectrum is brought to before components are learnt, by little.
        #expect(deviation(dataset, truth) < 0.02)
        let mask = try #require(dataset.mask)
        for row in 0..<120 {
            #expect(mask[row * pixels + row % pixels] && mask[row * pixels + (row * 7 + 3) % pixels])
            #expect((0..<pixels).count { mask[row * pixels + $0] } <= 2)
        }
    }

    @Test("the recipe that comes out prepares new spectra with the same components, also from its file")
    func kept() throws {
        let (spectra, _) = made(100, noise: 0.3)
        let dataset = try build(spectra, step)
        let learnt = try Recipe(json: #require(dataset.recipe).json)
        #expect(learnt == dataset.recipe)
        let runner = try RecipeRunner(recipe: learnt, grid: dataset.grid)
        for row in [0, 41, 99] {
            #expect(try runner.apply(to: spectra[row]).flux == Array(dataset.flux[row * pixels..<(row + 1) * pixels]))
        }
        // Built again by the finished recipe, with none of the others there, a spectrum is the same.
        let alone = try DatasetBuilder(name: "new", recipe: learnt, grid: dataset.grid)
            .dataset(of: SpectrumSource([spectra[7]])).dataset
        #expect(alone.flux == Array(dataset.flux[7 * pixels..<8 * pixels]))
    }

    @Test("threads change no bit, and a streamed build gives the same")
    func determinism() throws {
        let (spectra, _) = made(700, noise: 0.3, masked: true)
        let one = try build(spectra, step, threads: 1)
        #expect(try build(spectra, step, threads: 7).flux == one.flux)
        let folder = try TemporaryFolder()
        let summary = try DatasetBuilder(name: "made", recipe: recipe(step))
            .build(SpectrumSource(spectra), to: folder.appending("d.fits"))
        let read = try Dataset.read(from: folder.appending("d.fits"))
        #expect(read.flux == one.flux)
        #expect(read.recipe == one.recipe && summary.recipe == one.recipe)
    }

    @Test("errors weigh: a wild pixel with a great error is ignored")
    func errors() throws {
        var (spectra, truth) = made(60, noise: 0)
        for number in spectra.indices { spectra[number].error = [Float](repeating: 0.01, count: pixels) }
        let learnt = try #require(try build(spectra, step).recipe)
        var wild = spectra[5]
        wild.flux[20] += 50
        wild.error?[20] = 100
        let flux = try RecipeRunner(recipe: learnt, grid: build(spectra, step).grid).apply(to: wild).flux
        #expect(zip(flux, truth[5]).allSatisfy { abs($0 - $1) < 0.02 })
    }

    @Test("components that are not learnt, do not fit, or are not components are refused")
    func refusals() throws {
        let dataset = try build(made(20, noise: 0.1).spectra, step)
        let unlearnt = try RecipeRunner(recipe: recipe(step), grid: dataset.grid)
        #expect { try unlearnt.apply(to: made(1, noise: 0).spectra[0]) } throws: {
            "\($0)".contains("its components are not learnt yet")
        }
        let learnt = try #require(dataset.recipe)
        let short = spectrum([Float](repeating: 1, count: 30))
        #expect { try RecipeRunner(recipe: learnt, grid: dataset.grid).apply(to: short) } throws: {
            "\($0)".contains("it has 30 pixels, its components 60; put the step behind rebin")
        }
        for text in ["", "AAAA", "no base64!", String(repeating: "A", count: 5000), "////////////////"] {
            #expect(throws: (any Error).self) {
                try recipe(#"{"step": "pca-denoise", "basis": "\#(text)"}"#)
            }
        }
        #expect(throws: (any Error).self) { try build([made(1, noise: 0).spectra[0]], step) }
        #expect(throws: (any Error).self) { try recipe(#"{"step": "pca-denoise", "components": 0}"#) }
    }
}
