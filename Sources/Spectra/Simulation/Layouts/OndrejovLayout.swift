// SPDX-License-Identifier: Apache-2.0

import FITS

/// A raw file of the Ondřejov archive: one linear axis in air around Hα, counts, IRAF keywords, no label and no error.
enum OndrejovLayout: SurveyLayout {
    static let name = "ondrejov"
    static let takesGalaxies = false
    static let mediaType = "image/fits"
    static let isFluxCalibrated = false
    static let instruments = Instrument.ondrejov

    /// Electrons per count.
    private static let electronsPerUnit: Float = 1.07

    static func path(of spectrum: SimulatedSpectrum) -> String {
        let (year, month, day) = Coordinates.date(mjd: Double(spectrum.night))
        let date = SDSSLayout.padded(year, 4) + Coordinates.two(month) + Coordinates.two(day)
        let number = SDSSLayout.padded(spectrum.object.fibre + SkyField.size * spectrum.exposure, 4)
        return "\(year)/a\(date)\(number).fit"
    }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        let writer = FITSWriter(inMemoryAs: path(of: spectrum))
        try writer.beginImage(.float, rowShape: [], cards: cards(spectrum))
        let scale = Float(spectrum.gain) / electronsPerUnit
        try writer.append(zip(spectrum.flux, spectrum.grid.throughput).map { $0 * $1 * scale })
        return try writer.finish()
    }

    private static func cards(_ spectrum: SimulatedSpectrum) -> [FITSHeader.Card] {
        guard case .linear(let start, let step, _) = spectrum.grid.instrument.pixels else { return [] }
        let object = spectrum.object
        let begin = spectrum.mjd - spectrum.exposureTime / 172_800
        let equinox = (2000 + (spectrum.mjd - 51_544.5) / 365.25).rounded(decimals: 6)
        let (ra, dec) = (object.ra, object.dec)
        let file = path(of: spectrum).split(separator: "/").last.map(String.init) ?? ""
        return [
            .text("ORIGIN", "Secchi", "A simulated spectrum"), .text("OBJECT", object.name, "Title of observation"),
            .text("OBSERVAT", "ONDREJOV", "Name of observatory (IRAF style)"),
            .real("LATITUDE", 49.910555, "Telescope latitude  (degrees), +49:54:38.0"),
            .real("LONGITUD", 14.783611, "Telescope longitud  (degrees), +14:47:01.0"),
            .integer("HEIGHT", 528, "Height above sea level [m]."), .text("IMAGETYP", "object"),
            .text("FILENAME", file),
            .text("TELESCOP", "ZEISS-2m", "2m Ondrejov observatory telescope"), .text("TELSYST", "COUDE"),
            .real("EXPTIME", spectrum.exposureTime, "Length of observation excluding pauses"),
            .text("DATE-OBS", Coordinates.day(mjd: begin), "UTC date start of observation"),
            .text("UT", Coordinates.time(mjd: begin), "UTC of  start of observation"),
            .text("INSTRUME", "COUDE700", "Coude spectrograph setup"), .text("DETECTOR", "SITe 2000x800"),
            .text("CHIPID", "SITe005 800x2000"), .text("BUNIT", "ADU", "Unit of the array of image data"),
            .real("GAIN", Double(electronsPerUnit).rounded(decimals: 2), "Electrons per ADU"),
            .real("READNOIS", spectrum.grid.instrument.readNoise, "Readout noise in electrons per pix"),
            .real("GRATANG", 30.25), .integer("DICHMIR", 2), .integer("SPECFILT", 1),
            .text("RA", Coordinates.hours(ra)), .text("DEC", Coordinates.degrees(dec)),
            .real("EQUINOX", equinox, "Date of observation; RA and DEC are of J2000"),
            .real("EPOCH", equinox, "Same as EQUINOX"),
            .integer("WCSDIM", 1), .real("LTM1_1", 1), .text("WAT0_001", "system=equispec"),
            .text("WAT1_001", "wtype=linear label=Wavelength units=angstroms"),
            .real("JD", 2_400_000.5 + begin), .text("APNUM1", "1 1 69.98 126.46"), .text("CTYPE1", "LINEAR"),
            .real("CRVAL1", start), .real("CRPIX1", 1), .real("CDELT1", step), .real("CD1_1", step),
            .integer("DC-FLAG", 0), .real("HJD", 2_400_000.5 + spectrum.mjd),
            .real("VHELIO", spectrum.velocityCorrection),
        ]
    }
}
