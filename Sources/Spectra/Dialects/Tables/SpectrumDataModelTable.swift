// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// What FITS tables after the IVOA Spectrum Data Model share: utypes in TUTYPn and the model's keywords.
///
/// Standard: Spectrum Data Model 1.1 §8 (FITS serialisation).
enum SpectrumDataModelTable {
    /// The first table whose columns have utypes or UCDs of a spectral axis and a flux.
    static func table(of file: FITSFile) -> (FITSTable, ColumnRoles)? {
        for hdu in file.hdus where hdu.kind == .binaryTable {
            guard hdu.header["TUTYP1"] != nil || hdu.header["TUCD1"] != nil || hdu.header["TUTYPE1"] != nil else {
                continue
            }
            let table = FITSTable(hdu, of: file)
            if let roles = ColumnRoles(table.columns), roles.evidence >= .ucd { return (table, roles) }
        }
        return nil
    }

    /// Target, time and identity from the keywords of the model, which have other meanings elsewhere; what is set
    /// already stays.
    static func describe(_ spectrum: inout Spectrum, from header: FITSHeader) {
        if let did = header.firstText("DS_IDPUB", "DS_IDENT", "DS_IDC") {
            spectrum.metadata["publisher_did"] = did
            spectrum.identifier = lastPart(of: did)
        }
        if spectrum.observation.mjd == nil, let mjd = header.double("TMID"), mjd > 10_000, mjd < 125_000 {
            spectrum.observation.mjd = mjd
        }
        spectrum.observation.date =
            spectrum.observation.date ?? spectrum.observation.mjd.flatMap(ObservationDate.iso8601(mjd:))
        spectrum.observation.exposureTime =
            spectrum.observation.exposureTime ?? header.firstDouble("EXPTIME", "TELAPSE")
        spectrum.observation.snr = spectrum.observation.snr ?? header.firstDouble("SNR", "DER_SNR")
        spectrum.metadata["title"] = header.text("TITLE")
        spectrum.metadata["target_class"] = header.text("SRCCLASS")
        spectrum.metadata["flux_calibration"] = header.firstText("FLUX_CAL", "FLUXCAL")
    }

    /// "a201402030013" of "ivo://asu.cas.cz/stel/ccd700/a201402030013".
    static func lastPart(of did: String) -> String {
        did.split { "/?#".contains($0) }.last.map(String.init) ?? did
    }
}
