// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// Spectra reduced with 2dfdr (AAOmega, 2dF, SAMI): lines of flux, with VARIANCE, SKY and FIBRES extensions.
///
/// Wavelengths are in air (2dfdr's arc lists), and heliocentric if DO_HELIO is set. The FIBRES table gives each fibre's
/// object, its position in radians and its type; sky and parked fibres are left out of files with many fibres.
enum TwoDegreeField: FITSDialect {
    static let name = "aaomega-2dfdr"
    static let summary = "AAOmega and 2dF spectra as 2dfdr writes them, with VARIANCE and FIBRES extensions."

    static func recognises(_ file: FITSFile) -> Bool {
        guard let hdu = file.hdus.first, (1...2).contains(hdu.imageShape.count) else { return false }
        return file[extension: "VARIANCE"] != nil
            && (hdu.header["TDFDRVER"] != nil || hdu.header["TDFCTVER"] != nil || file[extension: "FIBRES"] != nil)
    }

    static func spectra(in file: FITSFile) throws -> [Spectrum] {
        guard let hdu = file.hdus.first, var image = ImageAxis(hdu.header, count: hdu.imageShape.first ?? 0) else {
            throw SpectrumError.noSpectrum(file: file.name, reason: "CRVAL1 and CDELT1 give no wavelength scale")
        }
        image.axis.medium = SpectralMedium(hdu.header) ?? .air
        image.assumptions.append(
            "Air or vacuum is not stated: air, as of 2dfdr's arc lists, is taken. Flux is in counts.")
        var spectra = try ImageLines(hdu, file: file.name).spectra(dialect: name, image: image)
        let variance = file[extension: "VARIANCE"].flatMap { $0.imageShape == hdu.imageShape ? $0 : nil }
        let fibres = Fibres(file[extension: "FIBRES"])
        let width = hdu.imageShape[0]
        for line in spectra.indices {
            if let variance {
                spectra[line].take(variance: try variance.pixels(in: line * width..<(line + 1) * width))
            }
            if spectra[line].fluxUnit.isEmpty { spectra[line].fluxUnit = "count" }
            describe(&spectra[line], hdu.header)
            fibres.describe(&spectra[line], line: line)
        }
        let objects = spectra.filter { $0.metadata["fibre type"].map { $0 == "P" } ?? true }
        return objects.isEmpty ? spectra : objects
    }

    private static func describe(_ spectrum: inout Spectrum, _ header: FITSHeader) {
        spectrum.observation.date =
            header.text("UTDATE")?.replacing(":", with: "-").split(separator: " ").first
            .flatMap { ObservationDate.iso8601(String($0), time: header.text("UTSTART")) } ?? spectrum.observation.date
        spectrum.observation.mjd = header.double("UTMJD") ?? spectrum.observation.mjd
        spectrum.observation.exposureTime =
            header.firstDouble("TOTALEXP", "EXPOSED") ?? spectrum.observation.exposureTime
        if case .logical(let applied) = header["DO_HELIO"] {
            spectrum.observation.velocityFrame = applied ? "HELIOCENTRIC" : "TOPOCENTRIC"
        }
    }

    /// Names, positions and types of the fibres, by line.
    private struct Fibres {
        var names: [String] = []
        var types: [String] = []
        var ra: [Double] = []
        var dec: [Double] = []

        init(_ hdu: FITSHDU?) {
            guard let hdu, hdu.rowCount <= ImageLines.limit else { return }
            if let column = hdu.column("NAME") { names = (try? hdu.texts(column)) ?? [] }
            if let column = hdu.column("TYPE") { types = (try? hdu.texts(column)) ?? [] }
            if let column = hdu.column("RA") { ra = (try? hdu.doubles(column)) ?? [] }
            if let column = hdu.column("DEC") { dec = (try? hdu.doubles(column)) ?? [] }
        }

        func describe(_ spectrum: inout Spectrum, line: Int) {
            if line < names.count, !names[line].isEmpty { spectrum.target.name = names[line] }
            if line < types.count, !types[line].isEmpty { spectrum.metadata["fibre type"] = types[line] }
            guard line < ra.count, line < dec.count, (0...2 * Double.pi).contains(ra[line]), abs(dec[line]) <= .pi / 2
            else { return }
            spectrum.target.ra = ra[line] * 180 / .pi
            spectrum.target.dec = dec[line] * 180 / .pi
        }
    }
}
