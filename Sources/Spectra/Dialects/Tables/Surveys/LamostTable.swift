// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// LAMOST spectra of the later data releases: binary tables "COADD" (low resolution) or "COADD_B" and "COADD_R"
/// (medium).
///
/// Low resolution has one row of arrays FLUX, IVAR, WAVELENGTH; medium resolution a row for each pixel with LOGLAM, or
/// arrays. Wavelengths are in vacuum and heliocentric. Single exposures are left out where there is a co-added
/// spectrum. Data model: https://www.lamost.org/dr10/v2.0/doc/lr-data-production-description
enum LamostTable: FITSDialect {
    static let name = "lamost-table"
    static let summary =
        "LAMOST DR8 and later: table COADD with FLUX, IVAR, WAVELENGTH; both arms of medium resolution"

    static func recognises(_ file: FITSFile) -> Bool {
        let header = file.hdus[0].header
        guard
            header.text("TELESCOP")?.uppercased().contains("LAMOST") == true || header["LMJM"] != nil
                || header.text("ORIGIN")?.uppercased().contains("LAMOST") == true
        else { return false }
        return !arms(of: file).isEmpty
    }

    private static func arms(of file: FITSFile) -> [FITSTable] {
        let tables = FITSTable.all(of: file).filter {
            $0.column("FLUX") != nil && $0.column(anyOf: "WAVELENGTH", "LOGLAM") != nil
        }
        let coadds = tables.filter { $0.hdu.header.text("EXTNAME")?.uppercased().hasPrefix("COADD") == true }
        return coadds.isEmpty ? tables : coadds
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        let arms = arms(of: file)
        return try arms.flatMap { table -> [Spectrum] in
            guard let flux = table.column("FLUX"), let wavelength = table.column(anyOf: "WAVELENGTH", "LOGLAM") else {
                return []
            }
            var roles = ColumnRoles(spectral: wavelength, flux: flux, evidence: .name)
            roles.inverseVariance = table.column("IVAR")
            return try table.spectra(roles, dialect: name).map { spectrum in
                var spectrum = spectrum
                spectrum.axis.medium = .vacuum
                spectrum.axis.unit = "Angstrom"
                spectrum.assumptions.removeAll()
                if arms.count > 1, let arm = table.hdu.header.text("EXTNAME") {
                    spectrum.metadata["arm"] = arm
                }
                describe(&spectrum, arm: table.hdu.header, from: file.hdus[0].header)
                return spectrum
            }
        }
    }

    private static func describe(_ spectrum: inout Spectrum, arm: FITSHeader, from header: FITSHeader) {
        spectrum.target.name = header.text("DESIG")
        spectrum.describe(from: header)
        spectrum.observation.telescope = "LAMOST"
        if header.text("HELIO") == "T" || header["HELIO_RV"] != nil {
            spectrum.observation.velocityFrame = "HELIOCENTRIC"
        }
        if let label = header.text("CLASS"), label != "Unknown" { spectrum.label = label }
        if let subclass = header.text("SUBCLASS"), subclass != "Non" { spectrum.subclass = subclass }
        spectrum.target.redshift = header.double("Z").flatMap { $0 > -9990 ? $0 : nil }
        spectrum.observation.snr = arm.double("SNR") ?? header.firstDouble("SNRR", "SNRG", "SNRI")
        for band in ["SNRU", "SNRG", "SNRR", "SNRI", "SNRZ"] {
            spectrum.metadata[band.lowercased()] = header.text(band)
        }
        spectrum.metadata["obsid"] = header.text("OBSID")
        if let mjd = header.text("LMJD"), let plan = header.text("PLANID"), let unit = header.text("SPID"),
            let fiber = header.text("FIBERID")
        {
            spectrum.metadata["lmjd"] = mjd
            spectrum.metadata["planid"] = plan
            spectrum.metadata["spid"] = unit
            spectrum.metadata["fiberid"] = fiber
        }
    }
}
