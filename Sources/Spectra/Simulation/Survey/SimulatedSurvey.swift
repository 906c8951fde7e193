// SPDX-License-Identifier: Apache-2.0

import Execution
import Parameters

/// All objects of a survey, any of which any thread can make.
package struct SimulatedSurvey: Sendable {
    let parameters: SimulationParameters
    private let mix: ClassMix
    private let planted: PlantedObjects
    /// By layout name, one per setting of the instrument.
    private let grids: [String: [InstrumentGrid]]

    /// - Throws: `ParameterError`.
    package init(_ parameters: SimulationParameters) throws {
        try parameters.validate()
        self.parameters = parameters
        mix = try ClassMix(mix: parameters.mix, layouts: parameters.layouts)
        planted = try PlantedObjects(parameters, mix: mix)
        grids = Dictionary(
            SurveyLayouts.all.filter { parameters.layouts.contains($0.name) }
                .map { ($0.name, $0.instruments.map(InstrumentGrid.init)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Some hundred objects with at most so many spectra between them.
    func batch(from first: Int, spectra: Int) -> [(number: Int, exposures: Int)] {
        var batch: [(number: Int, exposures: Int)] = []
        var left = spectra
        while left > 0, batch.count < 512 {
            let number = first + batch.count
            let drawn = planted[number] == nil ? SimulatedObject.exposures(ofObject: number, parameters: parameters) : 1
            let exposures = min(left, drawn)
            batch.append((number, exposures))
            left -= exposures
        }
        return batch
    }

    /// Makes an object and its exposures, one after the other.
    ///
    /// - Parameter body: is given each exposure and the object's generator after it.
    func observe(
        object number: Int, exposures: Int, _ body: (SimulatedSpectrum, inout SeededGenerator) throws -> Void
    ) rethrows {
        let object = SimulatedObject(number: number, parameters: parameters, mix: mix, planted: planted[number])
        guard let grid = grids[object.layout.name]?[object.setup] else { return }
        var generator = object.generator
        for exposure in 0..<exposures {
            let spectrum = SimulatedSpectrum(
                of: object, exposure: exposure, with: grid, calibrationError: parameters.calibrationError,
                from: &generator)
            try body(spectrum, &generator)
        }
    }

    /// The first exposures of some objects, as they would be read from their files.
    package func spectra(ofObjects numbers: Range<Int>) -> [Spectrum] {
        var spectra: [Spectrum] = []
        for number in numbers {
            observe(object: number, exposures: 1) { spectrum, _ in spectra.append(Spectrum(simulated: spectrum)) }
        }
        return spectra
    }
}

extension Spectrum {
    /// A simulated spectrum without the way over a file.
    fileprivate init(simulated: SimulatedSpectrum) {
        let object = simulated.object
        let axis = SpectralAxis(
            values: simulated.grid.wavelengths, unit: "Angstrom", medium: simulated.grid.instrument.medium)
        self.init(
            axis: axis, flux: simulated.flux, dialect: "simulated", source: Source(file: "simulated/\(object.number)"))
        error = simulated.deviation
        mask = simulated.mask
        identifier = "sim-\(object.number)"
        label = object.label
        group = object.name
        target = Target(name: object.name, ra: object.ra, dec: object.dec, redshift: object.model.facts.redshift)
        observation.mjd = simulated.mjd
        observation.snr = simulated.medianSignalToNoise
    }
}
