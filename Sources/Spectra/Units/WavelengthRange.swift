// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A range on any spectral axis as wavelengths.
public enum WavelengthRange {
    /// The wavelengths in metres between two values in any spectral unit, in either order.
    ///
    /// Wavelengths stay in the medium they are in; frequency, energy and wavenumber give vacuum wavelengths.
    ///
    /// - Returns: `nil` for a unit that measures no spectral quantity, or values that are no wavelength (negative, NaN). A
    ///   frequency, energy or wavenumber of zero is a wavelength of infinity.
    public static func metres(from one: Double, to other: Double, unit: String) -> ClosedRange<Double>? {
        guard let unit = PhysicalUnit(unit), let quantity = SpectralQuantity(unit) else { return nil }
        func metres(_ value: Double) -> Double {
            quantity.metres((unit.isLogarithmic ? pow(10, value) : value) * unit.scale)
        }
        let (first, second) = (metres(one), metres(other))
        guard first >= 0, second >= 0 else { return nil }
        return min(first, second)...max(first, second)
    }
}
