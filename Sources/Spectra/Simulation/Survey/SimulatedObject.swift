// SPDX-License-Identifier: Apache-2.0

import Execution

/// One object of the survey, and how it was to be observed.
///
/// Drawn from (seed, number) alone, so that any thread can make any object.
struct SimulatedObject: Sendable {
    let number: Int
    let label: String
    let layout: any SurveyLayout.Type
    /// Which of the layout's instruments.
    let setup: Int
    let model: any SourceModel
    let field: SkyField
    /// ICRS, degrees.
    let ra: Double
    let dec: Double
    /// r, AB.
    let magnitude: Double
    /// A(V).
    let extinction: Double
    /// Median signal-to-noise per pixel asked for.
    let signalToNoise: Double
    let exposures: Int
    /// Where the object's drawings go on, exposure after exposure.
    let generator: SeededGenerator

    /// "SIM J091219.42+275336.4".
    var name: String { "SIM " + Coordinates.designation(ra: ra, dec: dec) }
    /// The object's place among those of its field, from 1.
    var fibre: Int { number % SkyField.size + 1 }

    /// - Parameter planted: its class, where it is not left to the mix.
    init(
        number: Int, parameters: SimulationParameters, mix: ClassMix, planted: (any SourceModel.Type)? = nil
    ) {
        self.number = number
        let seed = UInt64(parameters.seed)
        exposures = planted == nil ? Self.exposures(ofObject: number, parameters: parameters) : 1
        var generator = SeededGenerator(seed: seed, part: UInt64(number))
        let type = planted ?? mix.drawModel(from: &generator)
        label = type.label
        layout = mix.drawLayout(for: type, from: &generator)
        field = SkyField(number: number / SkyField.size, seed: seed)
        setup = field.number % layout.instruments.count
        let instrument = layout.instruments[setup]
        model = type.init(from: &generator, resolvingPower: instrument.resolvingPower)
        (ra, dec) = field.position(from: &generator)
        let asked = [parameters.minimumSNR, parameters.maximumSNR].sorted()
        let smallest = planted == nil ? asked[0] : max(asked[0], parameters.plantedSNR)
        signalToNoise = generator.drawLogarithmic(smallest...max(smallest, asked[1]))
        magnitude =
            Photometry.magnitude(signalToNoise: signalToNoise, skyMagnitude: instrument.skyMagnitude)
            + 0.4 * generator.normal()
        extinction = parameters.maximumExtinction * generator.uniform()
        self.generator = generator
    }

    /// How often an object is observed: a stream of its own, so that it can be known without making the object.
    static func exposures(ofObject number: Int, parameters: SimulationParameters) -> Int {
        var generator = SeededGenerator(seed: UInt64(parameters.seed) ^ 0xE4_905E, part: UInt64(number))
        guard parameters.maximumExposures > 1, generator.happens(parameters.repeated) else { return 1 }
        return 2 + generator.index(below: parameters.maximumExposures - 1)
    }
}
