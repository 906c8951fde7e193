// SPDX-License-Identifier: Apache-2.0

internal import FITS

extension FITSTable {
    /// The spectrum of a table with a row for each pixel, described by its header and the primary one.
    ///
    /// - Returns: nothing if a column is not there.
    func pixelRows(
        spectral: String, flux: String, describedBy file: FITSFile, dialect: String
    ) throws -> [Spectrum] {
        guard let spectral = column(spectral), let flux = column(flux) else { return [] }
        var roles = ColumnRoles(spectral: spectral, flux: flux, evidence: .name)
        roles.addErrors(from: columns)
        return try spectra(roles, dialect: dialect).map { spectrum in
            var spectrum = spectrum
            spectrum.describe(from: hdu.header)
            spectrum.describe(from: file.hdus[0].header)
            return spectrum
        }
    }
}
