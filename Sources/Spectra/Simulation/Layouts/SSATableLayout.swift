// SPDX-License-Identifier: Apache-2.0

import FITS

/// A spectrum as data centres hand it out through SSA in FITS: a table of wavelength, flux and error with utypes of the
/// Spectrum data model.
///
/// - SeeAlso: IVOA Spectrum Data Model 1.1 §8.2.
enum SSATableLayout: SurveyLayout {
    static let name = "ssa-fits"
    static let instruments = [Instrument.ssa]
    static var twin: (any SurveyLayout.Type)? { SSADocumentLayout.self }

    static func path(of spectrum: SimulatedSpectrum) -> String { stem(of: spectrum) + ".fits" }

    /// "0012/ssa-00003001-0".
    static func stem(of spectrum: SimulatedSpectrum) -> String {
        let object = spectrum.object
        return SDSSLayout.padded(object.field.number, 4) + "/ssa-" + SDSSLayout.padded(object.number, 8)
            + "-\(spectrum.exposure)"
    }

    /// "ivo://secchi.simulated/survey?ssa-00003001-0".
    static func publisherIdentifier(of spectrum: SimulatedSpectrum) -> String {
        "ivo://secchi.simulated/survey?" + (stem(of: spectrum).split(separator: "/").last ?? "")
    }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        let writer = FITSWriter(inMemoryAs: path(of: spectrum))
        let unit = "10**(-17) erg/s/cm**2/Angstrom"
        try writer.beginTable(
            [
                .init("spectral", .double, unit: "Angstrom", comment: "Wavelength in air", ucd: "em.wl;obs.atmos"),
                .init("flux", .float, unit: unit, comment: "Flux density", ucd: "phot.flux.density;em.wl"),
                .init("flux_error", .float, unit: unit, ucd: "stat.error;phot.flux.density;em.wl"),
            ], cards: cards(spectrum))
        try writer.append(
            rows: spectrum.flux.count,
            [.doubles(spectrum.grid.wavelengths), .floats(spectrum.flux), .floats(spectrum.deviation)])
        return try writer.finish()
    }

    private static func cards(_ spectrum: SimulatedSpectrum) -> [FITSHeader.Card] {
        let object = spectrum.object
        let facts = object.model.facts
        return [
            .text("TUTYP1", "spec:spectrum.data.spectralaxis.value"),
            .text("TUTYP2", "spec:spectrum.data.fluxaxis.value"),
            .text("TUTYP3", "spec:spectrum.data.fluxaxis.accuracy.staterror"), .text("VOCLASS", "SPECTRUM V1.0"),
            .text("VOSEGT", "Spectrum"), .text("VOPUB", "ivo://secchi.simulated"), .text("AUTHOR", "Secchi"),
            .text("TITLE", object.name), .text("DS_IDPUB", publisherIdentifier(of: spectrum)),
            .text("OBJECT", object.name),
            .text("SRCCLASS", facts.archiveClass.lowercased()), .real("RA", object.ra), .real("DEC", object.dec),
            .text("RADECSYS", "ICRS"), .text("DATE-OBS", spectrum.date), .real("TMID", spectrum.mjd, "[d] MJD"),
            .real("TELAPSE", spectrum.exposureTime, "[s]"), .real("EXPTIME", spectrum.exposureTime, "[s]"),
            .text("SPECBAND", "Optical"), .real("SPEC_RP", spectrum.grid.instrument.resolvingPower),
            .text("SPECSYS", "HELIOCEN"), .real("SNR", spectrum.medianSignalToNoise.rounded(decimals: 2)),
            .text("FLUX_CAL", "ABSOLUTE"), .text("SPEC_CAL", "ABSOLUTE"), .text("DSSOURCE", "survey"),
            .text("CRETYPE", "archival"),
        ]
    }
}
