// SPDX-License-Identifier: Apache-2.0

public import Parameters
import Spectra

/// Shifts wavelengths to the rest frame of the object, or by a velocity.
///
/// Rest wavelengths are λ / (1 + z), with z the redshift of the spectrum, or 1 + z = √((1 + v/c) / (1 − v/c)) for a
/// given radial velocity (positive: receding). `frame` multiplies topocentric wavelengths by that factor of the
/// velocity correction which the archive states (Greisen et al. 2006, doi:10.1051/0004-6361:20053818, §2). Air
/// wavelengths are shifted in vacuum. Flux values are not touched.
public struct VelocityStep: RecipeStep {
    public static let name = "velocity"
    public static let summary = "Shifts wavelengths to the rest frame of the object, or by a velocity."

    /// `velocity` needs the setting of that name, the others must be without it.
    @Parameter(
        "Shift by the redshift of each spectrum, by one velocity, or topocentric spectra to the archive's frame",
        choices: ["redshift", "velocity", "frame"])
    public var by = "redshift"
    /// By the relativistic formula; for ``by`` `velocity` only.
    @Parameter("Radial velocity to take out, positive when receding", in: -299_000...299_000, unit: "km/s")
    public var velocity: Double? = nil
    /// `refuse` leaves it out.
    @Parameter(
        "What to do with a spectrum whose redshift or correction is not known", choices: ["refuse", "leave"])
    public var missing = "refuse"

    public init() {}

    public func check() throws {
        try validate()
        if by == "velocity", velocity == nil { throw StepFault("give velocity, or shift by redshift") }
        if by != "velocity", velocity != nil { throw StepFault("velocity needs by: \"velocity\"") }
    }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        guard let factor = try factor(for: spectrum) else {
            guard missing == "leave" else {
                let what = by == "redshift" ? "redshift" : "velocity correction"
                throw Rejection(step: Self.name, reason: "its \(what) is not known; set missing to leave it as it is")
            }
            return
        }
        guard factor != 1 else { return }
        let medium = spectrum.medium
        if medium == .air { try spectrum.convert(to: .vacuum) }
        for index in spectrum.wavelengths.indices { spectrum.wavelengths[index] *= factor }
        if medium == .air { try spectrum.convert(to: .air) }
    }

    /// What to multiply wavelengths by; `nil` if not known.
    private func factor(for spectrum: WorkingSpectrum) throws(Rejection) -> Double? {
        switch by {
        case "velocity": return velocity.map { 1 / Self.dopplerFactor($0) }
        case "redshift":
            guard let redshift = spectrum.target.redshift, redshift.isFinite else { return nil }
            guard redshift > -1 else {
                throw Rejection(step: Self.name, reason: "its redshift \(redshift) is not above −1")
            }
            return 1 / (1 + redshift)
        default:
            let frame = spectrum.observation.velocityFrame?.uppercased() ?? ""
            if ["HELIO", "BARY", "LSR", "GALACT"].contains(where: frame.hasPrefix) { return 1 }
            guard frame.hasPrefix("TOPO") || frame.hasPrefix("GEO"),
                let correction = spectrum.observation.velocityCorrection, abs(correction) < 1000
            else { return nil }
            return Self.dopplerFactor(correction)
        }
    }

    /// √((1 + β) / (1 − β)) for a velocity in km/s.
    static func dopplerFactor(_ velocity: Double) -> Double {
        let beta = velocity / 299_792.458
        return ((1 + beta) / (1 - beta)).squareRoot()
    }
}
