// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// FITS tables as GAVO DaCHS serves spectra, those of the Ondřejov CCD700 archive among them: a row for each pixel,
/// with utypes and the keywords of the Spectrum Data Model.
///
/// The Ondřejov archive's wavelengths are in air, which its FITS tables do not say; its publisher identifier tells it
/// apart.
enum GavoTable: FITSDialect {
    static let name = "gavo-fits-table"
    static let summary = "Spectrum Data Model FITS tables as DaCHS services and the Ondřejov archive give them"

    static func recognises(_ file: FITSFile) -> Bool {
        SpectrumDataModelTable.table(of: file).map { $0.1.flux.elements == 1 } ?? false
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let (table, roles) = SpectrumDataModelTable.table(of: file) else { return [] }
        let header = table.hdu.header
        return try table.spectra(roles, dialect: name).map { spectrum in
            var spectrum = spectrum
            SpectrumDataModelTable.describe(&spectrum, from: header)
            spectrum.describe(from: header)
            if spectrum.axis.medium == .unknown, isOndrejov(header) {
                spectrum.axis.medium = .air
                spectrum.assumptions.append(
                    "The wavelengths were taken to be in air, as all of the Ondřejov CCD700 archive.")
                spectrum.observation.telescope = spectrum.observation.telescope ?? "Ondřejov Perek 2m"
            }
            if spectrum.fluxUnit.isEmpty { spectrum.metadata["flux"] = "relative" }
            return spectrum
        }
    }

    private static func isOndrejov(_ header: FITSHeader) -> Bool {
        ["DS_IDPUB", "TITLE", "VOPUB"].contains { keyword in
            header.text(keyword).map { $0.contains("asu.cas.cz/stel/ccd700") || $0.hasPrefix("ccd700/") } ?? false
        }
    }
}
