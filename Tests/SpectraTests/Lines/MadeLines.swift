// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// Made spectra around Hα (vacuum): a sloping continuum times one plus Gaussians, with noise where asked for.
enum MadeLines {
    static let rest = 6564.61
    static let halpha = LineList(lines: [SpectralLine(name: "Halpha", wavelength: rest, halfWidth: 30)])

    /// Height, place (Å from Hα) and standard deviation (Å) of one component.
    typealias Component = (height: Double, place: Double, sigma: Double)

    static let absorption: [Component] = [(-0.5, 0.7, 2)]
    static let double: [Component] = [(1, -4, 2), (0.7, 4, 2)]
    static let pCygni: [Component] = [(1, 3, 3), (-0.8, -5, 2)]

    static func profile(_ components: [Component], at offset: Double) -> Double {
        components.reduce(0) { $0 + $1.height * exp(-pow((offset - $1.place) / $1.sigma, 2) / 2) }
    }

    /// - Parameter noise: standard deviation of the flux; the continuum is 1 at the line.
    static func spectrum(
        _ components: [Component], step: Double = 0.25, slope: Double = 1e-3, noise: Double = 0, errors: Bool = false,
        seed: UInt64 = 1
    ) -> Spectrum {
        var generator = SeededGenerator(seed: seed)
        let axis = SpectralAxis(
            linearFrom: 6500, step: step, count: Int(130 / step), unit: "Angstrom", medium: .vacuum)
        let flux = axis.values.map { wavelength -> Float in
            let offset = wavelength - rest
            let light = (1 + slope * offset) * (1 + profile(components, at: offset))
            return Float(light + (noise > 0 ? noise * generator.normal() : 0))
        }
        var spectrum = Spectrum(axis: axis, flux: flux, dialect: "made", source: .init(file: "made"))
        if errors { spectrum.error = [Float](repeating: Float(noise), count: flux.count) }
        return spectrum
    }

    static func measure(_ spectrum: Spectrum, _ settings: LineSettings = LineSettings()) throws -> LineMeasurement {
        try LineMeasurement.measure(spectrum, halpha, settings: settings)[0]
    }
}
