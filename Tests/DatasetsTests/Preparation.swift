// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra

/// A spectrum of 40 pixels from 5000 Å by 2 Å, in air: f = 3 + 0.05 i + sin(0.7 i).
func waveSpectrum(error: Float? = nil) -> Spectrum {
    let flux = (0..<40).map { pixel in Float(3 + 0.05 * Double(pixel) + sin(0.7 * Double(pixel))) }
    return spectrum(flux, error: error)
}

func spectrum(_ flux: [Float], from start: Double = 5000, step: Double = 2, error: Float? = nil) -> Spectrum {
    let axis = SpectralAxis(linearFrom: start, step: step, count: flux.count, unit: "Angstrom", medium: .air)
    var spectrum = Spectrum(axis: axis, flux: flux, dialect: "test", source: .init(file: "made"))
    spectrum.identifier = "made"
    spectrum.error = error.map { [Float](repeating: $0, count: flux.count) }
    return spectrum
}

func recipe(_ steps: String) throws -> Recipe { try Recipe(json: Data("[\(steps)]".utf8)) }

/// The only row of a dataset made of one spectrum.
func prepare(_ spectrum: Spectrum, _ steps: String) throws -> Dataset {
    try DatasetBuilder(name: "one", recipe: recipe(steps)).dataset(of: SpectrumSource([spectrum])).dataset
}

/// Why a recipe leaves a spectrum out.
func rejection(_ spectrum: Spectrum, _ steps: String) throws -> String? {
    var text = steps
    if !steps.contains("rebin") {
        text = #"{"step": "rebin", "spacing": "linear", "start": 5000, "stop": 5078, "width": 2},"# + steps
    }
    do {
        _ = try RecipeRunner(recipe: recipe(text)).apply(to: spectrum)
        return nil
    } catch let rejection as Rejection {
        return "\(rejection)"
    }
}

func near(_ value: Float, _ expected: Double, _ tolerance: Double = 2e-6) -> Bool {
    abs(Double(value) - expected) <= tolerance * max(1, abs(expected))
}
