// SPDX-License-Identifier: Apache-2.0

/// Wavelengths in air and in vacuum, in ångström.
///
/// The refractive index of standard air (dry, 15 °C, 101 325 Pa, 450 ppm CO₂) is Ciddor's (1996, Applied Optics 35,
/// 1566, doi:10.1364/AO.35.001566, equation 1), with σ = 10⁴/λ the wavenumber in vacuum in µm⁻¹:
///
/// n − 1 = 10⁻⁸ (5 792 105 / (238.0185 − σ²) + 167 917 / (57.362 − σ²))
///
/// It holds from 2300 Å to 1.7 µm and is used beyond, where it errs by less than 10⁻⁷ of the wavelength. As the
/// International Astronomical Union ordained, wavelengths below 2000 Å are always those in vacuum: they stay as they
/// are.
public enum AirVacuum {
    /// Wavelengths in vacuum from here on have a counterpart in air, in ångström.
    public static let limit = 2000.0

    /// Refractive index of standard air for a wavelength in vacuum, in ångström.
    public static func refractiveIndex(vacuum wavelength: Double) -> Double {
        let sigma2 = 1e8 / (wavelength * wavelength)
        return 1 + 1e-8 * (5_792_105 / (238.0185 - sigma2) + 167_917 / (57.362 - sigma2))
    }

    /// The wavelength in air of a wavelength in vacuum, in ångström; NaN stays NaN.
    public static func air(vacuum wavelength: Double) -> Double {
        wavelength >= limit ? wavelength / refractiveIndex(vacuum: wavelength) : wavelength
    }

    /// The wavelength in vacuum of a wavelength in air, in ångström; NaN stays NaN.
    ///
    /// Found by iteration to better than 10⁻¹⁰ Å, so that ``air(vacuum:)`` gives the argument back.
    public static func vacuum(air wavelength: Double) -> Double {
        guard wavelength >= airLimit else { return wavelength }
        // Each step shrinks the error 10⁻⁴-fold at 2000 Å and more beyond.
        var vacuum = wavelength * refractiveIndex(vacuum: wavelength)
        for _ in 0..<3 { vacuum = wavelength * refractiveIndex(vacuum: vacuum) }
        return vacuum
    }

    private static let airLimit = limit / refractiveIndex(vacuum: limit)
}
