// SPDX-License-Identifier: Apache-2.0

import FITS

/// A "spec lite" file of the Sloan Digital Sky Survey: COADD, one row per pixel, and SPECOBJ, one row about the object.
///
/// - SeeAlso: SDSS data model, `spec-PLATE-MJD-FIBER.fits`.
enum SDSSLayout: SurveyLayout {
    static let name = "sdss"
    static let instruments = [Instrument.sdss]

    static func path(of spectrum: SimulatedSpectrum) -> String {
        let plate = padded(plate(spectrum), 4)
        return "\(plate)/spec-\(plate)-\(spectrum.night)-\(padded(spectrum.object.fibre, 4)).fits"
    }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        let writer = FITSWriter(inMemoryAs: path(of: spectrum))
        try writer.beginEmpty(cards: primary(spectrum))
        try writer.beginTable(columns, name: "COADD")
        let grid = spectrum.grid
        let mask = spectrum.mask
        try writer.append(
            rows: spectrum.flux.count,
            [
                .floats(spectrum.flux), .floats(logWavelengths(grid)),
                .floats(spectrum.inverseVariance),
                .integers(mask.map { $0 ? fullReject : 0 }),
                .integers(mask.map { $0 ? fullReject | partialReject : 0 }),
                .floats([Float](repeating: Float(dispersion(grid.instrument)), count: mask.count)),
                .floats(grid.sky), .floats(spectrum.expected),
            ])
        try writer.beginTable(Self.objectColumns, name: "SPECOBJ")
        try writer.append(rows: 1, object(spectrum))
        return try writer.finish()
    }

    // MARK: -

    private static let columns: [FITSColumnDefinition] = [
        .init("flux", .float), .init("loglam", .float), .init("ivar", .float), .init("and_mask", .int32),
        .init("or_mask", .int32), .init("wdisp", .float), .init("sky", .float), .init("model", .float),
    ]
    /// Bits of the SDSS pixel mask: all exposures rejected, some rejected.
    private static let fullReject = 1 << 18
    private static let partialReject = 1 << 19

    private static let objectColumns: [FITSColumnDefinition] = [
        .init("SURVEY", .text, count: 6), .init("INSTRUMENT", .text, count: 4), .init("PROGRAMNAME", .text, count: 16),
        .init("SPECPRIMARY", .byte), .init("SPECOBJID", .text, count: 22), .init("RUN2D", .text, count: 6),
        .init("SOURCETYPE", .text, count: 8), .init("PLATE", .int32), .init("MJD", .int32), .init("FIBERID", .int32),
        .init("PLUG_RA", .double), .init("PLUG_DEC", .double), .init("CLASS", .text, count: 6),
        .init("SUBCLASS", .text, count: 21), .init("Z", .float), .init("Z_ERR", .float), .init("ZWARNING", .int32),
        .init("SN_MEDIAN_ALL", .float), .init("WAVEMIN", .float), .init("WAVEMAX", .float),
        .init("SPECTROFLUX", .float, count: 5),
    ]

    private static func object(_ spectrum: SimulatedSpectrum) -> [FITSColumnValues] {
        let object = spectrum.object
        let facts = object.model.facts
        let isKnown = facts.archiveClass != "Unknown"
        let wavelengths = spectrum.grid.wavelengths
        // Nanomaggies, as the r band has them in all five bands.
        let flux = Photometry.nanomaggies(magnitude: object.magnitude)
        return [
            .texts(["sdss"]), .texts(["SDSS"]), .texts(["simulated"]), .integers([spectrum.exposure == 0 ? 1 : 0]),
            .texts([String(objectID(spectrum))]), .texts(["sim"]), .texts([facts.archiveClass == "STAR" ? "STAR" : ""]),
            .integers([plate(spectrum)]), .integers([spectrum.night]), .integers([object.fibre]), .doubles([object.ra]),
            .doubles([object.dec]), .texts([isKnown ? facts.archiveClass : "STAR"]),
            .texts([isKnown ? facts.subclass : ""]), .doubles([facts.redshift]), .doubles([1e-5]),
            // 4: many outliers.
            .integers([isKnown ? 0 : 4]), .doubles([spectrum.medianSignalToNoise]), .doubles([wavelengths.first ?? 0]),
            .doubles([wavelengths.last ?? 0]), .doubles([Double](repeating: flux, count: 5)),
        ]
    }

    private static func primary(_ spectrum: SimulatedSpectrum) -> [FITSHeader.Card] {
        let instrument = spectrum.grid.instrument
        var start = 0.0
        var step = 0.0
        if case .logarithmic(let first, let width, _) = instrument.pixels { (start, step) = (first, width) }
        return [
            // International Atomic Time in seconds; 37 s ahead of UTC since 2017.
            .real("TAI", (spectrum.mjd * 86_400 + 37).rounded(decimals: 2), "seconds since 1858-11-17"),
            .real("RA", spectrum.object.field.ra, "[deg] telescope"),
            .real("DEC", spectrum.object.field.dec, "[deg] telescope"),
            .real("EQUINOX", 2000), .text("RADECSYS", "FK5"), .text("TIMESYS", "tai"),
            .integer("MJD", spectrum.night, "MJD of observation"), .text("TELESCOP", "SDSS 2.5-M"),
            .text("AUTHOR", "Secchi", "a simulated spectrum"), .text("FLAVOR", "science"),
            .real("EXPTIME", spectrum.exposureTime, "[s]"),
            .real("PLUG_RA", spectrum.object.ra, "[deg] object"),
            .real("PLUG_DEC", spectrum.object.dec, "[deg] object"),
            .integer("PLATEID", plate(spectrum)), .integer("FIBERID", spectrum.object.fibre),
            .text("NAME", spectrum.object.name),
            .real("HELIO_RV", spectrum.velocityCorrection, "[km/s] added to velocities"),
            .logical("VACUUM", true, "wavelengths are in vacuum"), .text("BUNIT", "1E-17 erg/cm^2/s/Ang"),
            .text("VERSCOMB", "simulated"), .real("COEFF0", start, "log10 of the first wavelength"),
            .real("COEFF1", step, "log10 step"),
        ]
    }

    private static func plate(_ spectrum: SimulatedSpectrum) -> Int { 266 + spectrum.object.field.number }

    /// Plate, fibre, night and rerun in one number, as the SDSS packs them.
    private static func objectID(_ spectrum: SimulatedSpectrum) -> UInt64 {
        UInt64(plate(spectrum)) << 50 | UInt64(spectrum.object.fibre) << 38 | UInt64(spectrum.night - 50_000) << 24
    }

    /// Standard deviation of the line profile in pixels of 10⁻⁴ in log10 λ.
    private static func dispersion(_ instrument: Instrument) -> Double {
        1 / instrument.resolvingPower / 2.354_820_045 / (1e-4 * 2.302_585_093)
    }

    private static func logWavelengths(_ grid: InstrumentGrid) -> [Float] {
        guard case .logarithmic(let start, let step, let count) = grid.instrument.pixels else { return [] }
        return (0..<count).map { Float(start + Double($0) * step) }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
