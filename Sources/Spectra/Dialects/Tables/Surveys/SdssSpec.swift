// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Spectra of the SDSS, BOSS and eBOSS, one fibre per file: "spec" files, full and lite.
///
/// HDU 1 ("COADD") has columns flux, loglam (log₁₀ of the vacuum wavelength in ångström, heliocentric), ivar and masks,
/// in lower or upper case; HDU 2 ("SPECOBJ" or "SPALL") has one row about the object. The single exposures of full
/// files are left out. Pixels of zero inverse variance are masked: the pipeline sets it to zero for all that it calls
/// bad. Data model: https://data.sdss.org/datamodel/files/BOSS_SPECTRO_REDUX/RUN2D/spectra/PLATE4/spec.html
enum SdssSpec: FITSDialect {
    static let name = "sdss-spec"
    static let summary =
        "SDSS, BOSS and eBOSS spec files (full, lite): table flux, loglam, ivar, and an object row"

    static func recognises(_ file: FITSFile) -> Bool { coadd(of: file) != nil }

    private static func coadd(of file: FITSFile) -> FITSHDU? {
        guard let first = file.hdus.first(where: { $0.kind == .binaryTable }), first.rowCount > 1,
            first.column("flux")?.repeatCount == 1, first.column("loglam")?.repeatCount == 1,
            first.column("ivar") != nil
        else { return nil }
        return first.column("and_mask") != nil || file.hdus[0].header["PLATEID"] != nil ? first : nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let coadd = coadd(of: file), let flux = coadd.column("flux"), let loglam = coadd.column("loglam"),
            let ivar = coadd.column("ivar")
        else { return [] }
        let axis = SpectralAxis(
            values: TenToThe.power(try coadd.doubles(loglam)), unit: "Angstrom", medium: .vacuum, spacing: .logarithmic)
        var spectrum = Spectrum(
            axis: axis, flux: try coadd.floats(flux), fluxUnit: "10**-17erg/(s.cm**2.Angstrom)", dialect: name,
            source: Spectrum.Source(file: file.name, part: coadd.index))
        spectrum.take(inverseVariance: try coadd.floats(ivar))
        describe(&spectrum, from: file.hdus[0].header)
        if let row = file.hdus.first(where: { $0.kind == .binaryTable && $0.rowCount == 1 && $0.column("CLASS") != nil }
        ) {
            describe(&spectrum, from: row)
        }
        return [spectrum]
    }

    /// The primary header is about the plate: RA and DEC are its centre, PLUG_RA and PLUG_DEC the fibre.
    private static func describe(_ spectrum: inout Spectrum, from header: FITSHeader) {
        spectrum.target.ra = header.double("PLUG_RA")
        spectrum.target.dec = header.double("PLUG_DEC")
        if let tai = header.double("TAI") ?? header.double("TAI-BEG"), let mjd = ObservationDate.utc(tai: tai) {
            spectrum.observation.mjd = mjd
            spectrum.observation.date = ObservationDate.iso8601(mjd: mjd)
        } else if let night = header.double("MJD") {
            spectrum.observation.mjd = night
            spectrum.observation.date = ObservationDate.iso8601(mjd: night).map { String($0.prefix(10)) }
        }
        spectrum.observation.exposureTime = header.double("EXPTIME")
        spectrum.observation.telescope = header.text("TELESCOP")
        spectrum.observation.velocityCorrection = header.double("HELIO_RV")
        spectrum.observation.velocityFrame = "HELIOCENTRIC"
        if let plate = header.integer("PLATEID"), let mjd = header.integer("MJD"), let fiber = header.integer("FIBERID")
        {
            name(&spectrum, plate: plate, mjd: mjd, fiber: fiber)
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func name(_ spectrum: inout Spectrum, plate: Int, mjd: Int, fiber: Int) {
        spectrum.identifier = "spec-\(padded(plate, 4))-\(padded(mjd, 5))-\(padded(fiber, 4))"
        spectrum.metadata["plate"] = String(plate)
        spectrum.metadata["mjd"] = String(mjd)
        spectrum.metadata["fiber"] = String(fiber)
    }

    private static func describe(_ spectrum: inout Spectrum, from hdu: FITSHDU) {
        let row = FITSRow(hdu, 0)
        spectrum.label = row.text("CLASS")
        spectrum.subclass = row.text("SUBCLASS")
        spectrum.target.redshift = row.number("Z")
        spectrum.target.ra = spectrum.target.ra ?? row.number("PLUG_RA")
        spectrum.target.dec = spectrum.target.dec ?? row.number("PLUG_DEC")
        spectrum.observation.snr = row.number("SN_MEDIAN_ALL")
        spectrum.observation.instrument = row.text("INSTRUMENT")
        spectrum.metadata["zwarning"] = row.integer("ZWARNING").map(String.init)
        spectrum.metadata["survey"] = row.text("SURVEY")
        if let id = row.text("BESTOBJID") ?? row.text("OBJID"), id != "0" { spectrum.metadata["objid"] = id }
        if spectrum.identifier.isEmpty, let plate = row.integer("PLATE"), let mjd = row.integer("MJD"),
            let fiber = row.integer("FIBERID")
        {
            name(&spectrum, plate: plate, mjd: mjd, fiber: fiber)
        }
    }
}
