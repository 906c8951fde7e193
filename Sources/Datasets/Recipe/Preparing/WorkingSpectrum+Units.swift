// SPDX-License-Identifier: Apache-2.0

import Spectra

extension WorkingSpectrum {
    /// The medium and wavelengths of an axis of any spectral unit, brought to `unit`.
    static func axis(_ axis: SpectralAxis, in unit: String) throws(Rejection) -> SpectralAxis {
        if axis.unit == unit { return axis }
        do {
            return try axis.converted(to: unit)
        } catch {
            let given = axis.unit.isEmpty ? "it does not say the unit of its wavelengths" : "\(error)"
            throw Rejection(reason: "\(given); the recipe needs \(unit)")
        }
    }

    /// Brings the wavelengths to a medium; a spectrum that does not state its own is taken as it is.
    mutating func convert(to target: SpectralMedium) throws(Rejection) {
        guard medium != target, medium != .unknown else { return }
        let axis = SpectralAxis(values: wavelengths, unit: unit, medium: medium)
        do {
            wavelengths = try target == .air ? axis.inAir().values : axis.inVacuum().values
            medium = target
        } catch {
            throw Rejection(reason: "its wavelengths cannot be converted to \(target.rawValue): \(error)")
        }
    }
}
