// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// APOGEE apStar and asStar: the combined spectrum of a star and its visits, on one logarithmic grid at rest.
///
/// The combined spectrum, the first line (pixel weighting), is read. Its wavelengths are in vacuum and in the rest
/// frame of the star. Source: Nidever et al. 2015, doi:10.1088/0004-6256/150/6/173, and the SDSS data model "apStar".
enum ApogeeStar: FITSDialect {
    static let name = "apogee-apStar"
    static let summary = "APOGEE combined spectra of a star on a logarithmic grid, with error and mask images."

    static func recognises(_ file: FITSFile) -> Bool {
        guard file.hdus.count > 3, file.hdus[1].kind == .image, file.hdus[1].imageShape.first == 8575 else {
            return false
        }
        return file.hdus[1].header.double("CRVAL1") != nil
            && (file.hdus[1].header.text("BUNIT")?.hasPrefix("Flux") == true || file.hdus[0].header["NVISITS"] != nil)
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        let (primary, hdu) = (file.hdus[0], file.hdus[1])
        let count = hdu.imageShape[0]
        guard let start = hdu.header.double("CRVAL1"), let step = hdu.header.double("CDELT1") else { return [] }
        let first = start + (1 - (hdu.header.double("CRPIX1") ?? 1)) * step
        var spectrum = Spectrum(
            axis: SpectralAxis(logarithmicFrom: first, step: step, count: count, unit: "Angstrom", medium: .vacuum),
            flux: try hdu.pixels(in: 0..<count), fluxUnit: ApogeeVisit.unit(hdu.header.text("BUNIT")), dialect: name,
            source: Spectrum.Source(file: file.name, part: 1))
        if file.hdus[2].imageShape == hdu.imageShape { spectrum.error = try file.hdus[2].pixels(in: 0..<count) }
        if file.hdus[3].imageShape == hdu.imageShape {
            spectrum.mask = ApogeeMask.bad(try file.hdus[3].pixels(in: 0..<count))
        }
        spectrum.describe(from: primary.header)
        spectrum.target.name = primary.header.text("OBJID") ?? spectrum.target.name
        spectrum.group = spectrum.target.name
        spectrum.observation.velocityFrame = "STAR"
        spectrum.observation.velocityCorrection = nil
        spectrum.observation.resolvingPower = 22_500
        spectrum.assumptions.append(
            "The combined spectrum is read, which is at rest; the resolving power is the survey's 22500.")
        return [spectrum]
    }
}
