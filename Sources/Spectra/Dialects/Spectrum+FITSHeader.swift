// SPDX-License-Identifier: Apache-2.0

internal import FITS

extension Spectrum {
    /// Fills target and observation from the keywords that archives agree on; what is set already stays.
    ///
    /// Sexagesimal and decimal positions, FITS and older date forms, and the usual names of exposure time, telescope,
    /// instrument, velocity frame and signal-to-noise are understood. Later headers only fill gaps, so call it with the
    /// most specific header first.
    mutating func describe(from header: FITSHeader) {
        describeTarget(from: header)
        describeTime(from: header)
        observation.exposureTime =
            observation.exposureTime ?? header.firstDouble("EXPTIME", "EXPOSURE", "EXP_TIME", "ITIME", "TOTALEXP")
        observation.telescope = observation.telescope ?? header.text("TELESCOP")
        observation.instrument = observation.instrument ?? header.firstText("INSTRUME", "BSS_INST", "DETNAM")
        observation.snr = observation.snr ?? header.firstDouble("SNR", "BSS_SNR", "S_N", "SN")
        observation.resolvingPower =
            observation.resolvingPower ?? header.firstDouble("SPEC_RES", "BSS_ITRP", "BSS_ESRP")
        describeVelocity(from: header)
    }

    private mutating func describeTarget(from header: FITSHeader) {
        target.name = target.name ?? header.firstText("OBJECT", "OBJNAME", "TARGNAME", "TARGETID", "OBJ_NAME")
        guard target.ra == nil, target.dec == nil else { return }
        for (raKey, decKey) in [
            ("RA", "DEC"), ("RA_TARG", "DEC_TARG"), ("RA_OBJ", "DEC_OBJ"), ("OBJRA", "OBJDEC"), ("RAJ2000", "DEJ2000"),
            ("OBJCTRA", "OBJCTDEC"), ("RA_DEG", "DEC_DEG"),
        ] {
            guard let ra = header[raKey], let dec = header[decKey],
                let position = SkyPosition(
                    radians: ra, dec, comment: header.comment(of: raKey), equinox: header.equinox)
                    ?? SkyPosition(ra: ra, dec: dec, equinox: header.equinox)
            else { continue }
            target.ra = position.ra
            target.dec = position.dec
            if let note = position.note { assumptions.append(note) }
            return
        }
    }

    private mutating func describeTime(from header: FITSHeader) {
        if observation.date == nil, let text = header.firstText("DATE-OBS", "DATE_OBS", "DATEOBS", "DATE-BEG") {
            observation.date = ObservationDate.iso8601(
                text, time: header.firstText("TIME-OBS", "UT", "UTC-OBS", "UTSTART", "UT-START"))
        }
        guard observation.mjd == nil else { return }
        // A whole number is the night; a date with a time of day is better.
        let stated = header.firstDouble("MJD-OBS", "MJD_OBS", "MJD", "MJD-BEG")
        let day = observation.date.flatMap { $0.contains("T") ? ObservationDate.mjd($0) : nil }
        observation.mjd =
            stated.flatMap { $0 == $0.rounded() ? nil : $0 } ?? day ?? stated
            ?? header.firstDouble("JD", "JD-OBS", "MID-HJD", "HJD").flatMap {
                $0 > 2_400_000.5 ? $0 - 2_400_000.5 : nil
            }
            ?? observation.date.flatMap(ObservationDate.mjd)
    }

    /// The rest frame and velocity correction by the keywords of FITS (SPECSYS), IRAF, BeSS, LAMOST and the SDSS.
    private mutating func describeVelocity(from header: FITSHeader) {
        guard observation.velocityFrame == nil else { return }
        switch header.text("SPECSYS")?.uppercased().prefix(6) {
        case "HELIOC": observation.velocityFrame = "HELIOCENTRIC"
        case "BARYCE": observation.velocityFrame = "BARYCENTRIC"
        case "TOPOCE": observation.velocityFrame = "TOPOCENTRIC"
        case "GEOCEN": observation.velocityFrame = "GEOCENTRIC"
        case "LSRK", "LSRD", "GALACT", "SOURCE": observation.velocityFrame = header.text("SPECSYS")?.uppercased()
        default: break
        }
        observation.velocityCorrection =
            observation.velocityCorrection
            ?? header.firstDouble(
                "BSS_VHEL", "HELIO_RV", "VHELIO", "HELIOVEL", "HELCORR", "VHELIOC", "BARYCORR", "VBARY")
        if observation.velocityFrame == nil {
            switch header["HELIO"] {
            case .logical(true): observation.velocityFrame = "HELIOCENTRIC"
            case .logical(false): observation.velocityFrame = "TOPOCENTRIC"
            default: break
            }
        }
    }
}

extension FITSHeader {
    /// The equinox of positions, in Julian years: EQUINOX, also as "J2000.0", else 2000.
    ///
    /// EPOCH, which means the same in old files and the date of observation in others, counts only for the years 1950
    /// and 2000.
    var equinox: Double {
        if let value = double("EQUINOX") { return value }
        if let text = text("EQUINOX"), let value = Double(text.drop { $0 == "J" || $0 == "B" || $0 == " " }) {
            return value
        }
        if let value = double("EPOCH"), value == 1950 { return value }
        return 2000
    }

    /// What stands behind the value of a keyword.
    func comment(of keyword: String) -> String? { cards.first { $0.keyword == keyword }?.comment }

    /// The first of the keywords that holds text.
    func firstText(_ keywords: String...) -> String? {
        for keyword in keywords { if let text = text(keyword) { return text } }
        return nil
    }

    /// The first of the keywords that holds a number.
    func firstDouble(_ keywords: String...) -> Double? {
        for keyword in keywords { if let value = double(keyword) { return value } }
        return nil
    }
}
