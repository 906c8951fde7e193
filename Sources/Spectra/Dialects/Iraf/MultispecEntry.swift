// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The `specN` attribute of one spectrum of an IRAF multispec image:
/// `ap beam dtype w1 dw nw z aplow aphigh [functions]`.
struct MultispecEntry: Sendable, Hashable {
    enum Dispersion: Sendable, Hashable {
        /// Not calibrated: the axis counts pixels.
        case none
        case linear, logarithmic
        case functions([DispersionFunction])
    }

    let aperture: Int
    let beam: Int
    let dispersion: Dispersion
    /// Coordinate of the first physical pixel and step: wavelengths, or their decimal logarithms.
    let start: Double
    let step: Double
    /// How many pixels of the line hold data.
    let count: Int
    /// All coordinates are divided by one plus this.
    let doppler: Double
    let apertureLow: Double?
    let apertureHigh: Double?

    /// - Returns: `nil` if the text has not the fields of such an attribute.
    init?(_ text: String) {
        // "D" exponents and numbers without blank before their sign occur.
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= 7, words.count < 250_000 else { return nil }
        var fields: [Double] = []
        fields.reserveCapacity(words.count)
        for word in words {
            guard let value = Double(word) ?? Double(word.replacing("D", with: "E").replacing("d", with: "e")),
                value.isFinite
            else { return nil }
            fields.append(value)
        }
        guard let aperture = Int(exactly: fields[0]), let beam = Int(exactly: fields[1]),
            let type = Int(exactly: fields[2]),
            let count = Int(exactly: fields[5]), count > 0, fields[6] > -1
        else { return nil }
        self.aperture = aperture
        self.beam = beam
        self.count = count
        start = fields[3]
        step = fields[4]
        doppler = fields[6]
        apertureLow = fields.count > 7 ? fields[7] : nil
        apertureHigh = fields.count > 8 ? fields[8] : nil
        switch type {
        case -1: dispersion = .none
        case 0: dispersion = .linear
        case 1: dispersion = .logarithmic
        case 2:
            var rest = fields.dropFirst(9)
            var functions: [DispersionFunction] = []
            while !rest.isEmpty {
                guard let function = DispersionFunction(&rest) else { return nil }
                functions.append(function)
            }
            guard !functions.isEmpty else { return nil }
            dispersion = .functions(functions)
        default: return nil
        }
    }

    /// Wavelengths of the logical pixels `1...count`.
    ///
    /// - Parameter physical: the physical coordinate of a logical one, by LTV1 and LTM1_1.
    func axis(count: Int, physical: (Double) -> Double) -> SpectralAxis {
        let scale = 1 / (1 + doppler)
        let first = physical(1)
        let perPixel = physical(2) - first
        switch dispersion {
        case .none, .linear:
            return SpectralAxis(
                linearFrom: (start + step * (first - 1)) * scale, step: step * perPixel * scale, count: count, unit: "",
                medium: .unknown)
        case .logarithmic:
            // Divided after the power, for that is what a Doppler factor does to wavelengths.
            return SpectralAxis(
                logarithmicFrom: start + step * (first - 1) + log10(scale), step: step * perPixel, count: count,
                unit: "",
                medium: .unknown)
        case .functions(let functions):
            let values = (1...max(count, 1)).prefix(count).map { pixel in
                let coordinate = physical(Double(pixel))
                return functions.reduce(0) { $0 + $1(coordinate) } * scale
            }
            return SpectralAxis(values: values, unit: "", medium: .unknown, spacing: .irregular)
        }
    }
}
