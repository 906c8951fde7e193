// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// DESI co-added and single spectra: images B_FLUX, R_FLUX, Z_FLUX of targets × pixels, and a FIBERMAP row for each
/// target.
///
/// The arms of a target are joined into one spectrum by rising wavelength. Where arms overlap both pixels are kept, so
/// neighbouring wavelengths can be equal there. Wavelengths are in vacuum, heliocentric. Pixels of zero inverse
/// variance or a mask bit are masked. Data model: https://desidatamodel.readthedocs.io, "coadd" and "spectra".
enum DesiCoadd: FITSDialect {
    static let name = "desi-coadd"
    static let summary = "DESI coadd and spectra files: images of the B, R and Z arms and a FIBERMAP"

    private struct Arm {
        let axis: [Double]
        let flux: FITSHDU
        let inverseVariance: FITSHDU?
        let mask: FITSHDU?
    }

    static func recognises(_ file: FITSFile) -> Bool {
        file[extension: "FIBERMAP"] != nil
            && ["B", "R", "Z", "BRZ"].contains { file[extension: "\($0)_FLUX"] != nil && wavelength($0, file) != nil }
    }

    private static func wavelength(_ arm: String, _ file: FITSFile) -> FITSHDU? { file[extension: "\(arm)_WAVELENGTH"] }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let fibermap = file[extension: "FIBERMAP"] else { return [] }
        let arms = try arms(of: file)
        let axis = arms.flatMap(\.axis)
        let order = axis.indices.sorted { (axis[$0], $0) < (axis[$1], $1) }
        let sorted = order.map { axis[$0] }
        return try (0..<fibermap.rowCount).map { row in
            var flux: [Float] = []
            var inverseVariance: [Float] = []
            var mask: [Bool] = []
            for arm in arms {
                let range = (row * arm.axis.count)..<((row + 1) * arm.axis.count)
                flux += try arm.flux.pixels(in: range)
                inverseVariance +=
                    try arm.inverseVariance?.pixels(in: range) ?? [Float](repeating: 1, count: range.count)
                mask += try arm.mask?.pixels(in: range).map { $0 != 0 } ?? [Bool](repeating: false, count: range.count)
            }
            var spectrum = Spectrum(
                axis: SpectralAxis(values: sorted, unit: "Angstrom", medium: .vacuum), flux: order.map { flux[$0] },
                fluxUnit: "10**-17erg/(s.cm**2.Angstrom)", dialect: name,
                source: Spectrum.Source(file: file.name, part: arms[0].flux.index, row: row))
            if arms.allSatisfy({ $0.inverseVariance != nil }) {
                spectrum.take(inverseVariance: order.map { inverseVariance[$0] })
            }
            spectrum.addMask(order.map { mask[$0] })
            describe(&spectrum, from: FITSRow(fibermap, row))
            if arms.count > 1 {
                spectrum.assumptions.append(
                    "The arms were joined by wavelength; where they overlap both pixels are kept.")
            }
            return spectrum
        }
    }

    private static func arms(of file: FITSFile) throws -> [Arm] {
        var arms: [Arm] = []
        for name in ["B", "R", "Z", "BRZ"] {
            guard let flux = file[extension: "\(name)_FLUX"], let grid = wavelength(name, file) else { continue }
            let axis = try grid.pixelsAsDoubles()
            let rows = file[extension: "FIBERMAP"]?.rowCount ?? 0
            guard !axis.isEmpty,
                flux.imageShape == [axis.count, rows] || (rows == 1 && flux.imageShape == [axis.count])
            else {
                throw SpectrumError.malformed(
                    file: file.name, part: flux.index, row: 0,
                    reason:
                        "\(name)_FLUX has shape \(flux.imageShape) for \(axis.count) wavelengths and \(rows) targets")
            }
            arms.append(
                Arm(
                    axis: axis, flux: flux, inverseVariance: same(file[extension: "\(name)_IVAR"], flux),
                    mask: same(file[extension: "\(name)_MASK"], flux)))
        }
        return arms
    }

    private static func same(_ hdu: FITSHDU?, _ flux: FITSHDU) -> FITSHDU? {
        hdu.flatMap { $0.imageShape == flux.imageShape ? $0 : nil }
    }

    private static func describe(_ spectrum: inout Spectrum, from row: FITSRow) {
        if let target = row.integer("TARGETID") {
            spectrum.identifier = String(target)
            // Negative numbers stand for sky and stuck fibres, which are not one object.
            spectrum.group = target >= 0 ? String(target) : nil
            spectrum.target.name = "DESI \(target)"
        }
        spectrum.target.ra = row.number("TARGET_RA")
        spectrum.target.dec = row.number("TARGET_DEC")
        spectrum.observation.telescope = "Mayall 4m"
        spectrum.observation.instrument = "DESI"
        spectrum.observation.velocityFrame = "HELIOCENTRIC"
        spectrum.observation.exposureTime = (row.number("COADD_EXPTIME") ?? row.number("EXPTIME")).flatMap {
            $0 > 0 ? $0 : nil
        }
        if let mjd = row.number("MEAN_MJD") ?? row.number("MJD"), mjd > 0 {
            spectrum.observation.mjd = mjd
            spectrum.observation.date = ObservationDate.iso8601(mjd: mjd)
        }
        spectrum.metadata["objtype"] = row.text("OBJTYPE")
        spectrum.metadata["fiber"] = row.integer("FIBER").map(String.init)
        spectrum.metadata["tileid"] = row.integer("TILEID").map(String.init)
        if let status = row.integer("COADD_FIBERSTATUS"), status != 0 {
            spectrum.warnings.append("COADD_FIBERSTATUS is \(status): the fibre is not quite as it should be.")
        }
    }
}
