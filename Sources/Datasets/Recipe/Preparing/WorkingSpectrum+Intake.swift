// SPDX-License-Identifier: Apache-2.0

import Spectra

extension WorkingSpectrum {
    /// A spectrum as its archive sent it, brought to ascending wavelengths in `unit`.
    ///
    /// Pixels without a finite wavelength are dropped; pixels of overlapping orders are interleaved, and of two at the
    /// very same wavelength the first stays. A column of errors without one positive number counts as no errors.
    init(_ spectrum: Spectrum, unit: String, heedArchiveMask: Bool) throws(Rejection) {
        let count = spectrum.axis.values.count
        guard spectrum.flux.count == count, spectrum.error?.count ?? count == count,
            spectrum.mask?.count ?? count == count
        else { throw Rejection(reason: "its flux, error and mask differ in length from its axis") }
        let flux = spectrum.flux
        let error = spectrum.error.flatMap { $0.contains { $0.isFinite && $0 > 0 } ? $0 : nil }
        var mask = spectrum.mask.flatMap { heedArchiveMask ? $0 : nil } ?? [Bool](repeating: false, count: count)
        for index in flux.indices {
            if !flux[index].isFinite { mask[index] = true }
            if let sigma = error?[index], !(sigma.isFinite && sigma > 0) { mask[index] = true }
        }
        let axis = try Self.axis(spectrum.axis, in: unit)
        self.init(
            wavelengths: axis.values, medium: axis.medium, flux: flux, error: error, mask: mask, fill: .linear,
            unit: unit, target: spectrum.target, observation: spectrum.observation)
        toFluxPerWavelength(from: spectrum.fluxUnit)
        if let order = Self.ascendingOrder(of: axis.values) { rearrange(order) }
        guard self.count >= 2 else { throw Rejection(reason: "it has fewer than 2 pixels") }
        guard self.mask.contains(false) else { throw Rejection(reason: "no pixel has data") }
    }

    /// Brings a flux density per frequency to one per wavelength, F_λ = F_ν c / λ², in erg s⁻¹ cm⁻² Å⁻¹, so that
    /// spectra of both kinds have the same slope. Other fluxes stay as they are.
    private mutating func toFluxPerWavelength(from fluxUnit: String) {
        guard let perFrequency = Self.perFrequency,
            let toAngstrom = Self.angstrom.flatMap({ PhysicalUnit(unit)?.factor(to: $0) }),
            let factor = PhysicalUnit(fluxUnit)?.factor(to: perFrequency)
        else { return }
        let speedOfLight = 2.99792458e18  // Å/s
        for index in flux.indices {
            let wavelength = wavelengths[index] * toAngstrom
            let scale = factor * speedOfLight / (wavelength * wavelength)
            flux[index] = Float(Double(flux[index]) * scale)
            if let sigma = error?[index] { error?[index] = Float(Double(sigma) * scale) }
        }
    }

    private static let angstrom = PhysicalUnit("Angstrom")
    private static let perFrequency = PhysicalUnit("erg/(s.cm**2.Hz)")

    private mutating func rearrange(_ order: [Int]) {
        wavelengths = order.map { wavelengths[$0] }
        flux = order.map { flux[$0] }
        error = error.map { error in order.map { error[$0] } }
        mask = order.map { mask[$0] }
    }

    /// The pixels in ascending order of wavelength, without repetitions; `nil` if they are so already.
    private static func ascendingOrder(of wavelengths: [Double]) -> [Int]? {
        let last = wavelengths.count - 1
        if (0..<max(0, last)).allSatisfy({ wavelengths[$0] < wavelengths[$0 + 1] }),
            wavelengths.allSatisfy({ $0.isFinite })
        {
            return nil
        }
        let sorted = wavelengths.indices.filter { wavelengths[$0].isFinite }.sorted {
            (wavelengths[$0], $0) < (wavelengths[$1], $1)
        }
        var order: [Int] = []
        for index in sorted where order.last.map({ wavelengths[$0] < wavelengths[index] }) ?? true {
            order.append(index)
        }
        return order
    }
}
