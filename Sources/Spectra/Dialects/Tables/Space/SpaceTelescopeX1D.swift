// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// One-dimensional extracted spectra of the Hubble and James Webb space telescopes (x1d, x1dsum, c1d).
///
/// HST (COS, STIS): one row of arrays for each detector segment or order, a spectrum each; segments that were switched
/// off (NELEM = 0) are left out. JWST: one EXTRACT1D table for each source, a row for each pixel. Wavelengths are in
/// vacuum. Pixels of zero DQ_WGT (COS), with a serious data quality flag (SDQFLAGS; STIS), or flagged DO_NOT_USE (JWST)
/// are masked.
enum SpaceTelescopeX1D: FITSDialect {
    static let name = "hst-x1d"
    static let summary =
        "HST x1d and JWST x1d: tables WAVELENGTH, FLUX, ERROR, DQ for each segment, order or source"

    static func recognises(_ file: FITSFile) -> Bool {
        guard ["HST", "JWST"].contains(file.hdus[0].header.text("TELESCOP")?.uppercased() ?? "") else { return false }
        return file.hdus.contains(where: isSpectrum)
    }

    private static func isSpectrum(_ hdu: FITSHDU) -> Bool {
        hdu.kind == .binaryTable && hdu.column("WAVELENGTH") != nil && hdu.column("FLUX") != nil
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        let primary = file.hdus[0].header
        return try file.hdus.filter(isSpectrum).flatMap { hdu -> [Spectrum] in
            let table = FITSTable(hdu, of: file)
            guard let wavelength = table.column("WAVELENGTH"), let flux = table.column("FLUX") else { return [] }
            var roles = ColumnRoles(spectral: wavelength, flux: flux, evidence: .name)
            roles.error = table.column(anyOf: "FLUX_ERROR", "ERROR")
            return try table.spectra(roles, dialect: name).compactMap { spectrum in
                var spectrum = spectrum
                let row = FITSRow(hdu, spectrum.source.row)
                if row.integer("NELEM") == 0 { return nil }
                spectrum.axis.medium = .vacuum
                if let bad = try badPixels(table, header: hdu.header, row: spectrum.source.row, flux: flux) {
                    spectrum.addMask(bad)
                }
                describe(&spectrum, row: row, header: hdu.header, primary: primary)
                return spectrum
            }
        }
    }

    private static func badPixels(
        _ table: FITSTable, header: FITSHeader, row: Int, flux: TableColumn
    ) throws -> [Bool]? {
        let rows = flux.elements == 1 ? 0..<table.rowCount : row..<(row + 1)
        if let weight = table.column("DQ_WGT"), weight.elements == flux.elements {
            return try table.floats(weight, rows: rows).map { $0 == 0 }
        }
        guard let quality = table.column("DQ"), quality.elements == flux.elements else { return nil }
        let serious = header.integer("SDQFLAGS") ?? 1
        return try table.doubles(quality, rows: rows).map { ((Int(exactly: $0) ?? 0) & serious) != 0 }
    }

    private static func describe(
        _ spectrum: inout Spectrum, row: FITSRow, header: FITSHeader, primary: FITSHeader
    ) {
        spectrum.target.name = header.firstText("SRCALIAS") ?? primary.firstText("TARGNAME", "TARGPROP")
        if let ra = header.double("SRCRA"), let dec = header.double("SRCDEC") {
            (spectrum.target.ra, spectrum.target.dec) = (ra, dec)
        } else if let ra = primary.firstDouble("RA_TARG", "TARG_RA"),
            let dec = primary.firstDouble("DEC_TARG", "TARG_DEC")
        {
            (spectrum.target.ra, spectrum.target.dec) = (ra, dec)
        }
        spectrum.observation.mjd = header.firstDouble("EXPSTART") ?? primary.firstDouble("EXPSTART")
        spectrum.observation.date = spectrum.observation.mjd.flatMap(ObservationDate.iso8601(mjd:))
        spectrum.observation.exposureTime = row.number("EXPTIME") ?? primary.firstDouble("EFFEXPTM", "TEXPTIME")
        spectrum.describe(from: header)
        spectrum.describe(from: primary)
        if primary.text("HELCORR")?.hasPrefix("COMPLETE") == true {
            spectrum.observation.velocityFrame = "HELIOCENTRIC"
        }
        let root = primary.text("ROOTNAME")?.trimmingBlanks
        let part = row.text("SEGMENT") ?? row.integer("SPORDER").map { "order\($0)" } ?? header.text("SOURCEID")
        spectrum.metadata["segment"] = part
        spectrum.metadata["description"] = primary.text("TARDESCR")?.trimmingBlanks
        if let root { spectrum.identifier = part.map { "\(root)-\($0)" } ?? root }
    }
}
