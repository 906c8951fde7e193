// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra
import Testing

@Suite struct MaskAndCoverageTests {
    private let any = #"{"step": "coverage", "minimum": 0, "fill": "zero"}"#

    @Test("ranges, the archive's mask, and pixels without an error are masked")
    func ranges() throws {
        var given = spectrum((0..<10).map { Float($0 + 1) }, error: 1)
        given.mask = (0..<10).map { $0 == 9 }
        given.error?[0] = .infinity
        let dataset = try prepare(given, #"{"step": "mask", "ranges": ["5004-5008"]},"# + any)
        #expect(dataset.mask == [true, false, true, true, true, false, false, false, false, true])
        #expect(dataset.flux == [0, 2, 0, 0, 0, 6, 7, 8, 9, 0])
        #expect(dataset.inverseVariance == [0, 1, 0, 0, 0, 1, 1, 1, 1, 0])
        let deaf = try prepare(given, #"{"step": "mask", "archive": false},"# + any)
        #expect(deaf.mask == (0..<10).map { $0 == 0 })
    }

    @Test("a spike is masked, a broad line is not")
    func spikes() throws {
        var flux = (0..<200).map { pixel in Float(1 + 0.01 * Double((pixel * 7919) % 13)) }
        flux[50] = 30
        for pixel in 100..<130 { flux[pixel] += 5 }
        let dataset = try prepare(spectrum(flux), #"{"step": "mask", "spikes": 12},"# + any)
        #expect(dataset.mask?.indices.filter { dataset.mask?[$0] == true } == [50])
    }

    @Test("a cosmic ray is masked with its neighbours; a line as sharp as two pixels allow, a step and noise are not")
    func cosmics() throws {
        var generator = SeededGenerator(seed: 3)
        var flux = (0..<400).map { _ in Float(10 + 0.1 * generator.normal()) }
        // A line of FWHM 2 pixels, centred on a pixel and between two; a step.
        for (centre, height) in [(60.0, 30.0), (90.5, 30.0), (120.25, 2.0)] {
            for pixel in 50..<130 { flux[pixel] += Float(height * exp(-pow((Double(pixel) - centre) / 0.849, 2) / 2)) }
        }
        for pixel in 200..<230 { flux[pixel] += 8 }
        for (place, height) in [(300, Float(2)), (350, 40)] {
            flux[place] += height
            flux[place - 1] += 0.25 * height
            flux[place + 1] += 0.35 * height
        }
        let step = #"{"step": "mask", "cosmics": 8},"# + any
        for error in [nil, Float(0.1)] {
            let mask = try #require(try prepare(spectrum(flux, error: error), step).mask)
            #expect(mask.indices.filter { mask[$0] } == [299, 300, 301, 349, 350, 351])
        }
        #expect(try prepare(spectrum([1, 9, 1]), step).mask == nil)
    }

    @Test(
        "pixels without data are filled as told, and stay masked",
        arguments: [
            ("zero", [0, 2, 0, 0, 0, 6, 0] as [Float]), ("mean", [4, 2, 4, 4, 4, 6, 4]),
            ("edge", [2, 2, 2, 2, 6, 6, 6]), ("linear", [2, 2, 3, 4, 5, 6, 6]),
        ])
    func fill(fill: String, expected: [Float]) throws {
        let given = spectrum([.nan, 2, .nan, .infinity, .nan, 6, .nan])
        let dataset = try prepare(given, #"{"step": "coverage", "minimum": 0.2, "fill": "\#(fill)"}"#)
        #expect(dataset.flux == expected)
        #expect(dataset.mask == [true, false, true, true, true, false, true])
    }

    @Test("with fill none a spectrum with a gap is left out, a whole one is not")
    func fillNone() throws {
        let steps = #"{"step": "coverage", "minimum": 0, "fill": "none"}"#
        var given = waveSpectrum()
        #expect(try rejection(given, steps) == nil)
        given.flux[3] = .nan
        #expect(try rejection(given, steps) == "coverage: 1 pixels have no data, and fill is none")
    }

    @Test("a spectrum that covers too little of the grid is left out with the figure")
    func coverage() throws {
        let rebin = #"{"step": "rebin", "spacing": "linear", "start": 5000, "stop": 5198, "width": 2},"#
        #expect(
            try rejection(waveSpectrum(), rebin + #"{"step": "coverage", "minimum": 0.5}"#)
                == "coverage: 40 % of its pixels have data, less than 50 %")
        #expect(try rejection(waveSpectrum(), rebin + #"{"step": "coverage", "minimum": 0.4}"#) == nil)
        let away = #"{"step": "rebin", "spacing": "linear", "start": 7000, "stop": 7100, "width": 2}"#
        #expect(try rejection(waveSpectrum(), away) == "rebin: it does not cover the grid")
    }

    @Test("a spectrum without any data is left out, whatever the recipe")
    func empty() throws {
        #expect(try rejection(spectrum([.nan, .nan, .infinity]), any) == "no pixel has data")
        #expect(try rejection(spectrum([1]), any) == "it has fewer than 2 pixels")
        var ragged = waveSpectrum()
        ragged.flux.removeLast()
        #expect(try rejection(ragged, any) == "its flux, error and mask differ in length from its axis")
    }

    @Test("rebinning hands errors on to the dataset's inverse variances")
    func errors() throws {
        let steps = #"{"step": "rebin", "spacing": "linear", "start": 5003, "stop": 5071, "width": 4}"#
        let dataset = try prepare(spectrum([Float](repeating: 3, count: 40), error: 2), steps)
        // Each new pixel is the mean of two old ones: variance 2² / 2.
        #expect(dataset.inverseVariance?.allSatisfy { near($0, 0.5) } == true)
        #expect(dataset.flux.allSatisfy { $0 == 3 })
    }
}
