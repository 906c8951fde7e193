// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// APOGEE apVisit: three detectors of 4096 pixels, flux, error, mask and wavelength in image extensions 1 to 4.
///
/// The detectors are put one after the other in file order, so that the wavelengths, in vacuum, fall from one end to
/// the other with gaps between detectors. They are topocentric; BC is the barycentric correction yet to be applied.
/// Mask bits 0 to 7 make a pixel bad. Source: Nidever et al. 2015, doi:10.1088/0004-6256/150/6/173.
enum ApogeeVisit: FITSDialect {
    static let name = "apogee-apVisit"
    static let summary = "APOGEE visit spectra: three detectors, flux, error, mask and wavelength as images."

    static func recognises(_ file: FITSFile) -> Bool {
        guard file.hdus.count > 4, let shape = file.hdus.dropFirst().first?.imageShape, shape.count == 2, shape[1] == 3
        else {
            return false
        }
        return file.hdus[1...4].allSatisfy { $0.kind == .image && $0.imageShape == shape }
            && file.hdus[4].header.text("BUNIT")?.hasPrefix("Wavelength") == true
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard recognises(file) else { return [] }
        let hdus = file.hdus
        let axis = SpectralAxis(values: try hdus[4].pixelsAsDoubles(), unit: "Angstrom", medium: .vacuum)
        var spectrum = Spectrum(
            axis: axis, flux: try hdus[1].pixels(), fluxUnit: Self.unit(hdus[1].header.text("BUNIT")), dialect: name,
            source: Spectrum.Source(file: file.name, part: 1))
        spectrum.error = try hdus[2].pixels()
        spectrum.mask = ApogeeMask.bad(try hdus[3].pixels())
        let header = hdus[0].header
        spectrum.describe(from: header)
        spectrum.target.name = header.text("OBJID") ?? spectrum.target.name
        spectrum.group = spectrum.target.name
        spectrum.observation.instrument = spectrum.observation.instrument ?? "APOGEE"
        spectrum.observation.velocityFrame = "TOPOCENTRIC"
        spectrum.observation.velocityCorrection = header.double("BC")
        spectrum.observation.resolvingPower = 22_500
        for key in ["VHELIO", "PLATE", "FIBERID", "LOCID", "RVTEFF", "RVLOGG", "RVFEH"] {
            spectrum.metadata[key] = header.text(key)
        }
        spectrum.assumptions.append("The resolving power is the survey's 22500.")
        return [spectrum]
    }

    /// "10^-17 erg/s/cm^2/Ang" of "Flux (10^-17 erg/s/cm^2/Ang)".
    static func unit(_ text: String?) -> String {
        guard let text, let open = text.firstIndex(of: "("), text.last == ")" else {
            return PhysicalUnit.canonical(text ?? "")
        }
        return PhysicalUnit.canonical(String(text[text.index(after: open)...].dropLast()))
    }
}

/// The bits of APOGEE's pixel mask (APOGEE_PIXMASK).
enum ApogeeMask {
    /// Bad, cosmic ray, saturated, unfixable, bad dark, bad flat, bad error, no sky: bits 0 to 7.
    static func bad(_ bits: [Float]) -> [Bool] {
        bits.map { value in Int32(exactly: value).map { $0 & 0xFF != 0 } ?? true }
    }
}
