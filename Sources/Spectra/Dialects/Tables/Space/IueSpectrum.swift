// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// International Ultraviolet Explorer: co-added spectra (a row for each pixel) and the archive's low-dispersion MXLO
/// tables (a row for each aperture: start, step and number of points, and arrays of flux).
///
/// Wavelengths are in vacuum throughout in MXLO files (NEWSIPS; Nichols & Linsky 1996, doi:10.1086/117803); co-added
/// files do not say.
enum IueSpectrum: FITSDialect {
    static let name = "iue-coadd"
    static let summary = "IUE: co-added WAVELENGTH, FLUX, SIGMA tables, and low-dispersion MXLO tables"

    static func recognises(_ file: FITSFile) -> Bool { coadd(of: file) != nil || lowDispersion(of: file) != nil }

    private static func coadd(of file: FITSFile) -> FITSHDU? {
        guard let hdu = file[extension: "IUECOADD"], hdu.column("WAVELENGTH") != nil, hdu.column("FLUX") != nil else {
            return nil
        }
        return hdu
    }

    private static func lowDispersion(of file: FITSFile) -> FITSHDU? {
        file.hdus.first {
            $0.kind == .binaryTable && $0.column("DELTAW") != nil && $0.column("NPOINTS") != nil
                && $0.column("FLUX") != nil && $0.column("WAVELENGTH")?.repeatCount == 1
        }
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        let spectra: [Spectrum]
        if let hdu = coadd(of: file) {
            let table = FITSTable(hdu, of: file)
            guard let roles = ColumnRoles(table.columns) else { return [] }
            spectra = try table.spectra(roles, dialect: name)
        } else if let hdu = lowDispersion(of: file) {
            spectra = try (0..<hdu.rowCount).map { try lowDispersion(FITSTable(hdu, of: file), row: $0) }
        } else {
            return []
        }
        return spectra.map { spectrum in
            var spectrum = spectrum
            spectrum.observation.telescope = "IUE"
            spectrum.describe(from: file.hdus[spectrum.source.part].header)
            spectrum.describe(from: file.hdus[0].header)
            return spectrum
        }
    }

    private static func lowDispersion(_ table: FITSTable, row: Int) throws -> Spectrum {
        let rows = row..<(row + 1)
        let cells = FITSRow(table.hdu, row)
        guard let start = cells.number("WAVELENGTH"), let step = cells.number("DELTAW"),
            let column = table.column("FLUX"),
            let count = cells.integer("NPOINTS"), count > 0, count <= column.elements
        else {
            throw SpectrumError.malformed(
                file: table.file, part: table.part, row: row,
                reason: "WAVELENGTH, DELTAW or NPOINTS is missing or impossible")
        }
        var spectrum = Spectrum(
            axis: SpectralAxis(linearFrom: start, step: step, count: count, unit: "Angstrom", medium: .vacuum),
            flux: Array(try table.floats(column, rows: rows).prefix(count)),
            fluxUnit: column.unit.map(PhysicalUnit.canonical) ?? "", dialect: name,
            source: Spectrum.Source(file: table.file, part: table.part, row: row))
        if let sigma = table.column("SIGMA"), sigma.elements == column.elements {
            spectrum.take(error: Array(try table.floats(sigma, rows: rows).prefix(count)))
        }
        if let quality = table.column("QUALITY"), quality.elements == column.elements {
            // Negative numbers are the flags of NEWSIPS; 0 is a good pixel.
            spectrum.addMask(try table.floats(quality, rows: rows).prefix(count).map { $0 < 0 })
        }
        spectrum.metadata["aperture"] = cells.text("APERTURE")
        return spectrum
    }
}
