// SPDX-License-Identifier: Apache-2.0

import FITS

/// A low-resolution file of LAMOST: one image of five rows. What the third row holds depends on the release.
///
/// - SeeAlso: LAMOST data release documents, DR1 §3 and DR5 §3.
enum LAMOSTLayout {
    enum ThirdRow { case continuumNormalised, wavelength }

    /// Flux is relative in this archive; this many units stand for 10⁻¹⁷ erg s⁻¹ cm⁻² Å⁻¹.
    private static let scale: Float = 20

    static func path(of spectrum: SimulatedSpectrum) -> String {
        "\(plan(spectrum))/\(name(of: spectrum)).fits"
    }

    static func bytes(of spectrum: SimulatedSpectrum, thirdRow: ThirdRow) throws -> [UInt8] {
        let writer = FITSWriter(inMemoryAs: path(of: spectrum))
        let count = spectrum.flux.count
        let isOld = thirdRow == .continuumNormalised
        try writer.beginImage(
            .float, rowShape: [count], cards: cards(spectrum, thirdRow: thirdRow), name: isOld ? nil : "Flux")
        try writer.append(spectrum.flux.map { $0 * scale })
        try writer.append(spectrum.inverseVariance.map { $0 / (scale * scale) })
        try writer.append(isOld ? normalised(spectrum.flux) : spectrum.grid.wavelengths.map { Float($0) })
        let mask = spectrum.mask.map { Float($0 ? 1 : 0) }
        try writer.append(mask)
        try writer.append(mask)
        return try writer.finish()
    }

    // MARK: -

    /// The flux over its running mean of 301 pixels, as a continuum good enough for a look.
    private static func normalised(_ flux: [Float]) -> [Float] {
        var sums = [Double](repeating: 0, count: flux.count + 1)
        for index in flux.indices { sums[index + 1] = sums[index] + Double(flux[index]) }
        return flux.indices.map { index in
            let first = max(0, index - 150)
            let last = min(flux.count, index + 151)
            let mean = (sums[last] - sums[first]) / Double(last - first)
            return mean > 0 ? flux[index] / Float(mean) : 0
        }
    }

    /// A field and a night.
    private static func plan(_ spectrum: SimulatedSpectrum) -> String {
        "SIM\(SDSSLayout.padded(spectrum.object.field.number, 4))V\(spectrum.exposure + 1)"
    }

    private static func name(of spectrum: SimulatedSpectrum) -> String {
        let spectrograph = Coordinates.two(self.spectrograph(spectrum))
        let fibre = SDSSLayout.padded(spectrum.object.fibre, 3)
        return "spec-\(spectrum.night)-\(plan(spectrum))_sp\(spectrograph)-\(fibre)"
    }

    private static func spectrograph(_ spectrum: SimulatedSpectrum) -> Int { spectrum.object.field.number % 16 + 1 }

    private static func cards(_ spectrum: SimulatedSpectrum, thirdRow: ThirdRow) -> [FITSHeader.Card] {
        let isOld = thirdRow == .continuumNormalised
        let rows =
            isOld
            ? "Flux Inverse Subcontinuum Andmask Ormask" : "Flux, Inverse, Wavelength, Andmask, Ormask"
        return [
            .comment("--------FILE INFORMATION"), .text("FILENAME", name(of: spectrum) + ".fits"),
            .text("AUTHOR", "Secchi", "A simulated spectrum"), .integer("N_EXTEN", 1, "The extension number"),
            .text("EXTEN0", rows), .text("ORIGIN", "NAOC-LAMOST", "Whose layout this is"),
        ] + (isOld ? [] : [.text("DATA_V", "LAMOST DR5", "Data release version")]) + observation(spectrum)
            + spectralAxis(spectrum) + analysis(spectrum, isOld: isOld)
    }

    private static func observation(_ spectrum: SimulatedSpectrum) -> [FITSHeader.Card] {
        let object = spectrum.object
        return [
            .comment("--------OBSERVATION PARAMETERS"), .text("TELESCOP", "LAMOST"),
            .text("DATE-OBS", spectrum.date, "The observation median UTC"),
            .integer("LMJD", spectrum.night, "Local Modified Julian Day"),
            .integer("MJD", Int(spectrum.mjd), "Modified Julian Day"),
            .text("PLANID", plan(spectrum), "Plan ID in use"),
            .real("RA", object.ra, "[deg] Right ascension of object"),
            .real("DEC", object.dec, "[deg] Declination of object"),
            .text("DESIG", object.name, "Designation of target"),
            .integer("FIBERID", object.fibre, "Fiber ID of Object"), .text("OBJNAME", object.name),
            .text("OBJTYPE", "Star"), .text("FIBERTYP", "Obj"), .text("MAGTYPE", "r"),
            .real("MAG1", object.magnitude.rounded(decimals: 2), "[mag] Mag1 of object"), .text("RADECSYS", "FK5"),
            .real("EQUINOX", 2000), .integer("SPID", spectrograph(spectrum), "Spectrograph ID"),
            .real("EXPTIME", spectrum.exposureTime, "[s]"),
        ]
    }

    private static func spectralAxis(_ spectrum: SimulatedSpectrum) -> [FITSHeader.Card] {
        guard case .logarithmic(let start, let step, _) = spectrum.grid.instrument.pixels else { return [] }
        return [
            .comment("--------DATA REDUCTION PARAMETERS"), .logical("HELIO", true, "Heliocentric correction"),
            .real("HELIO_RV", spectrum.velocityCorrection, "[km/s] Heliocentric correction"),
            .logical("VACUUM", true, "Wavelengths are in vacuum"), .text("WFITTYPE", "LOG-LINEAR"),
            .real("COEFF0", start, "log10 of the first wavelength"), .real("COEFF1", step, "log10 step"),
            .text("WAT0_001", "system=linear"), .text("WAT1_001", "wtype=linear label=Wavelength units=Angstroms"),
            .real("CRVAL1", start, "log10 of the first wavelength"), .real("CD1_1", step, "log10 step"),
            .integer("CRPIX1", 1), .text("CTYPE1", "LINEAR"), .integer("DC-FLAG", 1, "Log-linear flag"),
        ]
    }

    private static func analysis(_ spectrum: SimulatedSpectrum, isOld: Bool) -> [FITSHeader.Card] {
        let facts = spectrum.object.model.facts
        let isKnown = facts.archiveClass != "Unknown"
        let snr = spectrum.medianSignalToNoise.rounded(decimals: 2)
        return [
            .comment("--------SPECTRA ANALYSIS RESULTS"), .text("VERSPIPE", isOld ? "v2.6.4" : "v2.9.7"),
            .text("CLASS", isKnown ? facts.archiveClass : "Unknown"),
            .text("SUBCLASS", isKnown && !facts.subclass.isEmpty ? facts.subclass : "Non"),
            .real("Z", isKnown ? facts.redshift : -9999, "Redshift of object"), .real("Z_ERR", isKnown ? 1e-5 : -9999),
            .real("SN_U", (0.5 * snr).rounded(decimals: 2)), .real("SN_G", (0.9 * snr).rounded(decimals: 2)),
            .real("SN_R", snr, "SNR of r filter"), .real("SN_I", snr), .real("SN_Z", (0.8 * snr).rounded(decimals: 2)),
        ]
    }
}

/// LAMOST DR1: the third row is the flux over its continuum.
enum LAMOSTSubcontinuumLayout: SurveyLayout {
    static let name = "lamost-dr1"
    static let instruments = [Instrument.lamost]
    static let isCompressible = true
    static let mediaType = "image/fits"
    static let isFluxCalibrated = false

    static func path(of spectrum: SimulatedSpectrum) -> String { LAMOSTLayout.path(of: spectrum) }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        try LAMOSTLayout.bytes(of: spectrum, thirdRow: .continuumNormalised)
    }
}

/// LAMOST from DR2 on: the third row is the wavelength.
enum LAMOSTWavelengthLayout: SurveyLayout {
    static let name = "lamost-dr5"
    static let instruments = [Instrument.lamost]
    static let isCompressible = true
    static let mediaType = "image/fits"
    static let isFluxCalibrated = false

    static func path(of spectrum: SimulatedSpectrum) -> String { LAMOSTLayout.path(of: spectrum) }

    static func bytes(of spectrum: SimulatedSpectrum) throws -> [UInt8] {
        try LAMOSTLayout.bytes(of: spectrum, thirdRow: .wavelength)
    }
}
